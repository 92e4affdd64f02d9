package keywright.lib.google_authority_certificates_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_authority := {"certificate_authority_id": "ca", "type": "SELF_SIGNED", "lifetime": "315360000s", "key_spec": [{"algorithm": "EC_P384_SHA384"}]}

_row(changes, unknown) := _beside(changes, unknown, [])

_beside(changes, unknown, others) := row if {
	plain := planned.change("google_privateca_certificate_authority.ca", "google_privateca_certificate_authority", "managed", object.union(_authority, changes))
	[row] := keywright.inventory.certificates with input as planned.of(array.concat([object.union(plain, {"change": {"after_unknown": unknown}})], others))
		with data.keywright_profile as fixture.profile
}

test_what_an_authority_is if {
	row := _row({}, {})
	[row.name, row.issued, row.use, row.algorithm, row.days, row.unknown] == ["ca", "self-signed", "root", "EC_secp384r1", 3650, {}]
	hidden := _row({"type": null}, {"type": true})
	hidden.use == ""
	hidden.unknown.use
	_row({"type": "CROSS_SIGNED"}, {}).unknown.use
}

test_how_long_it_lives if {
	_row({"lifetime": "86400s"}, {}).days == 1
	_row({"lifetime": "86400.5s"}, {}).days == 2
	_row({"lifetime": null}, {}).days == 3650
	every row in [_row({"lifetime": "ten years"}, {}), _row({"lifetime": 5}, {}), _row({"lifetime": null}, {"lifetime": true})] {
		row.days == null
		row.unknown.days
	}
}

_issued := {"certificate_authority": "projects/p/locations/l/caPools/c/certificateAuthorities/root"}

test_who_signs_it_says_how_long if {
	signed := _row({"type": "SUBORDINATE", "lifetime": "63072000s", "subordinate_config": [_issued]}, {})
	[signed.issued, signed.use, signed.days] == ["ordered", "intermediate", 730]
	every changes in [{}, {"subordinate_config": []}, {"subordinate_config": [{"certificate_authority": null}]}, {"subordinate_config": [_issued], "pem_ca_certificate": "-----BEGIN CERTIFICATE-----"}] {
		row := _row(object.union({"type": "SUBORDINATE"}, changes), {})
		row.days == null
		row.unknown.days
	}
}

test_its_algorithm if {
	every algorithm, name in {"RSA_PSS_4096_SHA256": "RSA_4096", "RSA_PKCS1_2048_SHA256": "RSA_2048", "EC_P256_SHA256": "EC_prime256v1"} {
		_row({"key_spec": [{"algorithm": algorithm}]}, {}).algorithm == name
	}
	every spec in [[], [{}], [{"algorithm": "SIGN_HASH_ALGORITHM_UNSPECIFIED"}], [{"algorithm": 5}], [{"algorithm": "EC_P384_SHA384", "cloud_kms_key_version": "projects/other/x"}]] {
		row := _row({"key_spec": spec}, {})
		row.algorithm == ""
		row.unknown.algorithm
	}
	_row({"key_spec": [{}]}, {"key_spec": [{"algorithm": true}]}).unknown.algorithm
}

_ring := "projects/p/locations/europe-north1/keyRings/r"

_key(changes, actions) := object.union(
	planned.change("google_kms_crypto_key.k", "google_kms_crypto_key", "managed", object.union(
		{"id": sprintf("%s/cryptoKeys/k", [_ring]), "name": "k", "key_ring": _ring, "purpose": "ASYMMETRIC_SIGN", "version_template": [{"algorithm": "RSA_SIGN_PSS_3072_SHA256"}]},
		changes,
	)),
	{"change": {"actions": actions}},
)

_versioned := {"key_spec": [{"algorithm": null, "cloud_kms_key_version": sprintf("%s/cryptoKeys/k/cryptoKeyVersions/1", [_ring])}]}

test_a_key_of_the_plan if {
	every actions in [["create"], ["no-op"]] {
		_beside(_versioned, {}, [_key({}, actions)]).algorithm == "RSA_3072"
	}
	every key in [_key({}, ["update"]), _key({"version_template": []}, ["no-op"]), _key({"id": "elsewhere"}, ["no-op"])] {
		row := _beside(_versioned, {}, [key])
		row.algorithm == ""
		row.unknown.algorithm
	}
}
