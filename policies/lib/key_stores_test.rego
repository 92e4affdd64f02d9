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
