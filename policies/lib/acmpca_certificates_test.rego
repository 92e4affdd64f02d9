package keywright.lib.acmpca_certificates_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_authority(name, more) := planned.change(
	sprintf("aws_acmpca_certificate_authority.%s", [name]), "aws_acmpca_certificate_authority", "managed",
	object.union({"type": "ROOT", "certificate_authority_configuration": [{"key_algorithm": "EC_secp384r1"}]}, more),
)

_certificate(more) := planned.change("aws_acmpca_certificate.c", "aws_acmpca_certificate", "managed", object.union({"validity": [{"type": "DAYS", "value": "30"}]}, more))

_rows(changes, now) := {row.address: row | some row in inventory.certificates} if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
		with data.keywright_facts as now
}

_row(more) := _rows([_certificate(more)], {"now": "2026-11-29T00:00:00Z"})["aws_acmpca_certificate.c"]

_use(template) := _row({"template_arn": sprintf("arn:aws:acm-pca:::template/%s/V1", [template])}).use

test_uses if {
	_row({"template_arn": null}).use == "server"
	_use("EndEntityCertificate") == "server"
	_use("EndEntityCertificate_APIPassthrough") == "server"
	_use("CodeSigningCertificate_CSRPassthrough") == "code-signing"
	_use("RootCACertificate") == "root"
	_use("BlankRootCACertificate_PathLen0_APIPassthrough") == "root"
	_use("SubordinateCACertificate_PathLen3") == "intermediate"
	_use("BlankSubordinateCACertificate_PathLen0_APICSRPassthrough") == "intermediate"
}

test_undetermined_uses if {
	every template in ["arn:aws:acm-pca:::template/NewCertificate/V1", "RootCACertificate", 7] {
		row := _row({"template_arn": template})
		[row.use, row.unknown.use] == ["", "its template is none that keywright knows"]
	}
}

_days(type, value) := _row({"validity": [{"type": type, "value": value}]}).days

test_lifetimes if {
	_days("DAYS", "398") == 398
	_days("MONTHS", "13") == 397
	_days("MONTHS", "24") == 730
	_days("YEARS", "10") == 3650
}

test_lifetimes_to_a_day if {
	_days("ABSOLUTE", "1798329600") == 28
	_days("END_DATE", "20261227000000") == 28
	_days("END_DATE", "20261227000001Z") == 29
}

test_undetermined_lifetimes if {
	every validity in [{"type": "DAYS", "value": "many"}, {"type": "END_DATE", "value": "20261327000000"}, {"type": "WEEKS", "value": "2"}, {"type": null, "value": null}, {"type": "DAYS", "value": 30}] {
		row := _row({"validity": [validity]})
		[row.days, object.keys(row.unknown) & {"days"}] == [null, {"days"}]
	}
	_rows([_certificate({"validity": [{"type": "END_DATE", "value": "20261227000000"}]})], {})["aws_acmpca_certificate.c"].days == null
	there := object.union(_certificate({"validity": [{"type": "END_DATE", "value": "20261227000000"}]}), {"change": {"actions": ["no-op"]}})
	_rows([there], {"now": "2026-11-29T00:00:00Z"})["aws_acmpca_certificate.c"].days == null
}

# The authority's own is judged where it is signed.
test_an_authority_that_the_plan_has_signed if {
	rows := _rows([_authority("a", {"certificate_signing_request": "request"}), _certificate({"certificate_signing_request": "request"})], {})
	rows["aws_acmpca_certificate.c"].algorithm == "EC_secp384r1"
	rows["aws_acmpca_certificate_authority.a"].issued == "private"
}

test_an_authority_that_is_signed_elsewhere if {
	rows := _rows([_authority("a", {"certificate_signing_request": "request"}), _certificate({"certificate_signing_request": "another"})], {})
	rows["aws_acmpca_certificate.c"].unknown.algorithm
	rows["aws_acmpca_certificate_authority.a"].issued == "authority"
}

test_undetermined_which_of_two_authorities if {
	rows := _rows([_authority("a", {"certificate_signing_request": "request"}), _authority("b", {"certificate_signing_request": "request"}), _certificate({"certificate_signing_request": "request"})], {})
	rows["aws_acmpca_certificate.c"].algorithm == ""
	{row.issued | some _, row in rows} == {"authority", "ordered"}
}
