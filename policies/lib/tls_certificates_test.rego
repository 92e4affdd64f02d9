package keywright.lib.tls_certificates_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_inventory(changes, expressions) := inventory if {
	document := object.union(planned.of(changes), {"configuration": {"root_module": {"resources": [block |
		some change in changes
		block := {"address": change.address, "mode": "managed", "type": change.type, "name": "x", "expressions": object.get(expressions, change.address, {})}
	]}}})
	inventory := keywright.inventory with input as document
		with data.keywright_profile as fixture.profile
}

_key(after) := planned.change("tls_private_key.k", "tls_private_key", "managed", after)

_cert(after) := planned.change("tls_self_signed_cert.c", "tls_self_signed_cert", "managed", after)

_links := {"tls_self_signed_cert.c": {"private_key_pem": {"references": ["tls_private_key.k.private_key_pem", "tls_private_key.k"]}, "validity_period_hours": {}, "allowed_uses": {}}}

_row(key, after) := row if {
	[row] := _inventory([_key(key), _cert(after)], _links).certificates
}

test_a_certificate_and_its_key if {
	row := _row({"algorithm": "ECDSA", "ecdsa_curve": "P384"}, {"validity_period_hours": 721, "is_ca_certificate": false, "allowed_uses": ["server_auth"]})
	[row.issued, row.use, row.algorithm, row.days, row.unknown] == ["self-signed", "server", "EC_secp384r1", 31, {}]
}

test_keys if {
	every case in [[{"algorithm": "RSA"}, "RSA_2048"], [{"algorithm": "RSA", "rsa_bits": 4096}, "RSA_4096"], [{"algorithm": "ECDSA"}, "EC_secp224r1"], [{"algorithm": "ED25519"}, "ED25519"], [{"algorithm": "ECDSA", "ecdsa_curve": "P1"}, "EC of an unknown curve"]] {
		_row(case[0], {"validity_period_hours": 24}).algorithm == case[1]
	}
	_row({"algorithm": null}, {"validity_period_hours": 24}).unknown.algorithm
}

test_uses if {
	_row({}, {"is_ca_certificate": true}).use == "root"
	_row({}, {"allowed_uses": ["code_signing"]}).use == "code-signing"
	_row({}, {"allowed_uses": ["code_signing", "server_auth"]}).use == "server"
	row := _row({}, {})
	row.unknown.days
}

test_a_certificate_of_an_authority_of_ones_own if {
	request := planned.change("tls_cert_request.r", "tls_cert_request", "managed", {})
	signed := planned.change("tls_locally_signed_cert.l", "tls_locally_signed_cert", "managed", {"validity_period_hours": 24, "is_ca_certificate": true})
	links := {
		"tls_cert_request.r": {"private_key_pem": {"references": ["tls_private_key.k.private_key_pem", "tls_private_key.k"]}},
		"tls_locally_signed_cert.l": {"cert_request_pem": {"references": ["tls_cert_request.r.cert_request_pem", "tls_cert_request.r"]}},
	}
	[row] := _inventory([_key({"algorithm": "RSA", "rsa_bits": 4096}), request, signed], links).certificates
	[row.issued, row.use, row.algorithm, row.days] == ["ordered", "intermediate", "RSA_4096", 1]
}

test_a_key_that_is_not_in_the_plan if {
	[row] := _inventory([_cert({"private_key_pem": "x", "validity_period_hours": 24})], {}).certificates
	row.unknown.algorithm
}

_exposed(type, after) := {[place.attribute, place.status] | some place in _inventory([planned.change(sprintf("%s.s", [type]), type, "managed", after)], {}).exposures}

test_what_is_made_stands_in_the_state if {
	_exposed("tls_private_key", {"algorithm": "RSA"}) == {["private_key_pem", "plain"]}
	_exposed("random_password", {"length": 16}) == {["result", "plain"]}
	_exposed("random_bytes", {"length": 32}) == {["base64", "plain"]}
	_exposed("aws_iam_access_key", {"user": "u"}) == {["secret", "plain"]}
	_exposed("aws_iam_access_key", {"user": "u", "pgp_key": "keybase:x"}) == {["secret", "none"]}
	_exposed("aws_elasticache_replication_group", {"auth_token": "x"}) == {["auth_token", "plain"]}
}

# The secret of a key that was imported is not there.
test_an_access_key_without_its_secret if {
	change := object.union(planned.change("aws_iam_access_key.a", "aws_iam_access_key", "managed", {"user": "u", "secret": null}), {"change": {"actions": ["no-op"], "before": {}}})
	{[place.attribute, place.status] | some place in _inventory([change], {}).exposures} == {["", "none"]}
}

_store(type, after) := row if {
	[row] := _inventory([planned.change(sprintf("%s.s", [type]), type, "managed", after)], {}).stores
}

test_stores_that_were_missing if {
	cache := _store("aws_elasticache_replication_group", {"replication_group_id": "c", "at_rest_encryption_enabled": "true", "kms_key_id": "arn:aws:kms:eu-north-1:123456789012:key/k"})
	[cache.kind, cache.encrypted, cache.managed] == ["cache", true, "customer"]
	_store("aws_elasticache_replication_group", {"at_rest_encryption_enabled": "false"}).encrypted == false
	_store("aws_elasticache_replication_group", {}).encrypted == false
	_store("aws_elasticache_replication_group", {"engine": "valkey"}).managed == "service"
	_store("aws_elasticache_replication_group", {"at_rest_encryption_enabled": "perhaps"}).encrypted == null
	_store("aws_elasticache_replication_group", {"global_replication_group_id": "g"}).encrypted == null
	_store("aws_opensearch_domain", {"domain_name": "d"}).encrypted == false
	_store("aws_opensearch_domain", {"encrypt_at_rest": [{"enabled": true}]}).managed == "service"
	_store("aws_opensearch_domain", {"encrypt_at_rest": [{"enabled": true, "kms_key_id": "k"}]}).managed == "customer"
	_store("aws_apprunner_service", {"service_name": "s"}).managed == "service"
	_store("aws_apprunner_service", {"encryption_configuration": [{"kms_key": "arn:aws:kms:eu-north-1:123456789012:key/k"}]}).managed == "customer"
}

test_an_engine_that_is_not_known if {
	row := _inventory([object.union(planned.change("aws_elasticache_replication_group.s", "aws_elasticache_replication_group", "managed", {}), {"change": {"after_unknown": {"engine": true}}})], {"aws_elasticache_replication_group.s": {"engine": {"references": ["var.engine"]}}}).stores[0]
	row.encrypted == null
	contains(row.unknown.encrypted, "engine")
}

_spoken(after) := row if {
	[row] := _inventory([planned.change("aws_opensearch_domain.d", "aws_opensearch_domain", "managed", after)], {}).transports
}

test_tls_of_domains if {
	row := _spoken({"domain_endpoint_options": [{"enforce_https": true, "tls_security_policy": "Policy-Min-TLS-1-2-PFS-2023-10"}]})
	[row.minimum, row.highest, row.plain] == ["1.2", "1.2", "refused"]
	old := _spoken({"domain_endpoint_options": [{"enforce_https": false, "tls_security_policy": "Policy-Min-TLS-1-0-2019-07"}]})
	[old.minimum, old.plain] == ["1.0", "served"]
	left := _spoken({})
	left.unknown.minimum
	left.plain == "served"
}
