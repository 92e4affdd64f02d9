package keywright.lib.azure_certificates_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_inventory(change) := inventory if {
	inventory := keywright.inventory with input as planned.of([change])
		with data.keywright_profile as fixture.profile
}

_certificate(after) := planned.change("azurerm_key_vault_certificate.c", "azurerm_key_vault_certificate", "managed", object.union({"name": "c"}, after))

_row(after) := row if {
	[row] := _inventory(_certificate(after)).certificates
}

_policy(issuer, key, months) := {"certificate_policy": [{
	"issuer_parameters": [{"name": issuer}],
	"key_properties": [key],
	"x509_certificate_properties": [{"validity_in_months": months}],
}]}

test_ordered if {
	row := _row(_policy("DigiCert", {"key_type": "RSA", "key_size": 4096}, 12))
	[row.issued, row.algorithm, row.days, row.unknown] == ["ordered", "RSA_4096", 366, {}]
}

test_signed_by_itself if {
	row := _row(_policy("Self", {"key_type": "EC-HSM", "curve": "P-384", "key_size": 384}, 2))
	[row.issued, row.algorithm, row.days] == ["self-signed", "EC_secp384r1", 62]
}

test_curves if {
	_row(_policy("Self", {"key_type": "EC", "curve": "P-256K"}, 1)).algorithm == "EC_secp256k1"
	_row(_policy("Self", {"key_type": "EC", "curve": "P-new"}, 1)).algorithm == "P-new"
	_row(_policy("Self", {"key_type": "EC", "curve": null, "key_size": 256}, 1)).unknown.algorithm
}

test_what_the_policy_leaves_out if {
	every odd in [null, 0, 1.5, "12"] {
		row := _row(_policy("Self", {"key_type": "oct"}, odd))
		row.unknown.algorithm
		row.unknown.days
		row.days == null
	}
}

test_brought_in if {
	row := _row({"certificate": [{"contents": "x", "password": ""}]})
	row.issued == "imported"
	row.unknown.algorithm
	row.unknown.days
	{[place.attribute, place.status] | some place in _inventory(_certificate({"certificate": [{"contents": "x", "password": ""}]})).exposures} == {["certificate.0.contents", "plain"]}
}

test_what_is_there_says_its_dates if {
	change := object.union(
		_certificate({"certificate": [{"contents": "x"}], "certificate_attribute": [{"not_before": "2026-01-01T00:00:00Z", "expires": "2026-04-01T00:00:00Z"}]}),
		{"change": {"actions": ["no-op"], "before": {}}},
	)
	[row] := _inventory(change).certificates
	row.days == 90
}

test_what_is_brought_in_says_its_key_once_it_is_there if {
	change := _certificate(object.union(_policy("Unknown", {"key_type": "RSA", "key_size": 4096}, 12), {"certificate": [{"contents": "x"}]}))
	[new] := _inventory(change).certificates
	new.unknown.algorithm
	[there] := _inventory(object.union(change, {"change": {"actions": ["no-op"], "before": {}}})).certificates
	[there.algorithm, there.issued] == ["RSA_4096", "imported"]
}

# A certificate that is made anew has other dates than the one before it.
test_dates_of_one_that_is_replaced if {
	change := object.union(
		_certificate(object.union(_policy("Self", {"key_type": "RSA", "key_size": 4096}, 24), {"certificate_attribute": [{"not_before": "2026-01-01T00:00:00Z", "expires": "2026-04-01T00:00:00Z"}]})),
		{"change": {"before": {}}},
	)
	every actions in [["delete", "create"], ["update"]] {
		[row] := _inventory(object.union(change, {"change": {"actions": actions}})).certificates
		row.days == 732
	}
}
