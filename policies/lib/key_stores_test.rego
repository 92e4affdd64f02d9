package keywright.lib.key_stores_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_row(changes) := row if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
	[row] := inventory.keys
}

_key(after) := planned.change("aws_kms_key.k", "aws_kms_key", "managed", object.union({"policy": ""}, after))

_store(after) := planned.change("aws_kms_custom_key_store.s", "aws_kms_custom_key_store", "managed", object.union({"id": "cks-1"}, after))

_inside := _key({"custom_key_store_id": "cks-1"})

test_a_store_of_another_plan if _row([_inside]).origin == "AWS_CLOUDHSM"

test_a_store_of_the_plan if {
	_row([_inside, _store({})]).origin == "AWS_CLOUDHSM"
	_row([_inside, _store({"custom_key_store_type": "AWS_CLOUDHSM"})]).origin == "AWS_CLOUDHSM"
	_row([_inside, _store({"custom_key_store_type": "EXTERNAL_KEY_STORE"})]).origin == "EXTERNAL_KEY_STORE"
	_row([_inside, _store({"custom_key_store_type": "x"})]).unknown.origin
}

test_an_external_key_is_in_an_external_store if _row([_key({"custom_key_store_id": "cks-1", "xks_key_id": "k"})]).origin == "EXTERNAL_KEY_STORE"

_cluster(after) := planned.change("aws_cloudhsm_v2_cluster.c", "aws_cloudhsm_v2_cluster", "managed", object.union({"id": "cluster-1", "cluster_id": "cluster-1", "hsm_type": "hsm2m.medium"}, after))

_behind := _store({"cloud_hsm_cluster_id": "cluster-1"})

test_the_mode_of_a_cluster_of_the_plan if {
	_row([_inside, _behind, _cluster({"mode": "FIPS"})]).hsm_mode == "FIPS"
	_row([_inside, _behind, _cluster({"mode": "NON_FIPS"})]).hsm_mode == "NON_FIPS"
	_row([_inside, _behind, _cluster({"hsm_type": "hsm1.medium"})]).hsm_mode == "FIPS"
}

test_a_mode_that_is_not_known if {
	every after in [{}, {"mode": "x"}, {"hsm_type": "hsm1.medium", "source_backup_identifier": "backup-1"}] {
		row := _row([_inside, _behind, _cluster(after)])
		row.hsm_mode in {"", "x"}
		row.unknown.hsm_mode
	}
}

test_no_cluster_of_the_plan if {
	every changes in [[_inside], [_inside, _store({})], [_inside, _behind], [_inside, _store({"cloud_hsm_cluster_id": "cluster-2"}), _cluster({"mode": "NON_FIPS"})]] {
		row := _row(changes)
		[row.origin, row.hsm_mode] == ["AWS_CLOUDHSM", ""]
		not row.unknown.hsm_mode
	}
}
