package keywright.lib.secret_rotations_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_arn := "arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/vendor-AbCdEf"

_rotation(more) := planned.change("aws_secretsmanager_secret_rotation.r", "aws_secretsmanager_secret_rotation", "managed", object.union(
	{"secret_id": _arn, "rotation_rules": [{"automatically_after_days": 400}]},
	more,
))

_secret := planned.change("aws_secretsmanager_secret.s", "aws_secretsmanager_secret", "managed", {"arn": _arn, "name": "drop/vendor"})

_rows(changes) := [[row.address, row.secret, row.period_days] | some row in inventory.secret_rotations] if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

test_secrets_that_are_elsewhere if {
	_rows([_rotation({})]) == [["aws_secretsmanager_secret_rotation.r", _arn, 400]]
	_rows([_rotation({"secret_id": null})]) == [["aws_secretsmanager_secret_rotation.r", "", 400]]
	_rows([_rotation({"secret_id": "another"}), _secret]) == [["aws_secretsmanager_secret_rotation.r", "another", 400]]
	_rows([_rotation({"rotation_rules": [{"schedule_expression": "rate(36 hours)"}]})]) == [["aws_secretsmanager_secret_rotation.r", _arn, 2]]
	_rows([_rotation({"rotation_rules": [{"schedule_expression": "cron(0 8 1 * ? *)"}]})]) == [["aws_secretsmanager_secret_rotation.r", _arn, null]]
}

test_secrets_of_the_plan_say_it_themselves if {
	_rows([_rotation({}), _secret]) == []
	_rows([_rotation({"secret_id": null}), _secret]) == [] # it may be that one's
}
