package keywright.lib.google_authorities_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_row(after, unknown) := row if {
	change := object.union(planned.change("google_privateca_ca_pool.p", "google_privateca_ca_pool", "managed", after), {"change": {"after_unknown": unknown}})
	[row] := keywright.inventory.authorities with input as planned.of([change])
		with data.keywright_profile as fixture.profile
}

test_what_a_pool_publishes if {
	_row({"publishing_options": [{"publish_ca_cert": true, "publish_crl": true}]}, {}).revocation == "published"
	_row({"publishing_options": [{"publish_ca_cert": true, "publish_crl": false}]}, {}).revocation == "none"
	every row in [_row({"publishing_options": []}, {}), _row({"publishing_options": [{"publish_crl": "yes"}]}, {}), _row({}, {"publishing_options": true})] {
		row.revocation == ""
		row.unknown.revocation
	}
}
