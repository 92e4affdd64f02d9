package keywright.lib.restore_tests_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_plan(include, exclude) := planned.change("aws_backup_restore_testing_plan.t", "aws_backup_restore_testing_plan", "managed", {
	"name": "t",
	"schedule_expression": "cron(0 5 1 * ? *)",
	"recovery_point_selection": [{"include_vaults": include, "exclude_vaults": exclude}],
})

_vault(name, more) := planned.change(
	sprintf("aws_backup_vault.%s", [name]), "aws_backup_vault", "managed",
	object.union({"name": name, "region": "eu-west-1"}, more),
)

_arn(name) := sprintf("arn:aws:backup:eu-west-1:123456789012:backup-vault:%s", [name])

_row(changes, configuration) := row if {
	inventory := keywright.inventory with input as object.union(planned.of(changes), configuration)
		with data.keywright_profile as fixture.profile
	[row] := inventory.restore_tests
}

_elsewhere(changes) := _row(changes, {}).elsewhere

test_vaults_that_are_tested if {
	every changes in [
		[_plan(["*"], []), _vault("a", {})],
		[_plan(["*"], null), _vault("a", {})],
		[_plan([_arn("a")], []), _vault("a", {}), _vault("b", {})],
		[_plan([_arn("b"), _arn("a")], []), _vault("a", {"arn": _arn("a")})],
		[_plan(["*"], [_arn("b")]), _vault("a", {}), _vault("b", {})],
		[_plan([_arn("other")], [])],
	] {
		_elsewhere(changes) == []
	}
}

test_vaults_that_are_not if {
	_elsewhere([_plan([_arn("other")], []), _vault("a", {})]) == ["aws_backup_vault.a"]
	_elsewhere([_plan([_arn("other-a")], []), _vault("a", {})]) == ["aws_backup_vault.a"]
	_elsewhere([_plan(["*"], [_arn("a")]), _vault("a", {})]) == ["aws_backup_vault.a"]
	_elsewhere([_plan(["*"], ["*"]), _vault("a", {}), _vault("b", {})]) == ["aws_backup_vault.a", "aws_backup_vault.b"]
}

test_undetermined_where_nothing_is_read if {
	every include in [null, []] {
		row := _row([_plan(include, []), _vault("a", {})], {})
		[row.elsewhere, object.keys(row.unknown)] == [[], {"vaults"}]
	}
}

_later(configuration) := _row(
	[
		object.union(_plan(null, []), {"change": {
			"after": {"recovery_point_selection": [{}]},
			"after_unknown": {"recovery_point_selection": [{"include_vaults": true}]},
		}}),
		_vault("a", {}),
	],
	configuration,
)

_refers(refs) := {"configuration": {"root_module": {"resources": [
	{
		"address": "aws_backup_restore_testing_plan.t", "mode": "managed", "type": "aws_backup_restore_testing_plan", "name": "t",
		"expressions": {"recovery_point_selection": [{"include_vaults": {"references": refs}}]},
	},
	{"address": "aws_backup_vault.a", "mode": "managed", "type": "aws_backup_vault", "name": "a", "expressions": {}},
]}}}

test_a_vault_that_is_not_there_yet if {
	row := _later(_refers(["aws_backup_vault.a.arn", "aws_backup_vault.a"]))
	[row.elsewhere, row.unknown] == [[], {}]
}

test_undetermined_a_vault_that_is_not_known if {
	row := _later(_refers(["var.vault"]))
	[row.elsewhere, object.keys(row.unknown)] == [[], {"vaults"}]
}

test_undetermined_beside_other_inputs if {
	inventory := keywright.inventory with input as planned.of([_plan([_arn("other")], []), _vault("a", {})])
		with data.keywright_profile as fixture.profile
		with data.keywright_facts as {"several": true}
	[row] := inventory.restore_tests
	[row.elsewhere, object.keys(row.unknown)] == [[], {"vaults"}]
}

# What is left out, and not known, may be all that there is.
test_undetermined_what_is_left_out if {
	every marks in [true, [true]] {
		plan := object.union(_plan(["*"], []), {"change": {"after_unknown": {"recovery_point_selection": [{"exclude_vaults": marks}]}}})
		row := _row([plan, _vault("a", {})], {})
		[row.elsewhere, object.keys(row.unknown)] == [[], {"vaults"}]
	}
}

test_undetermined_some_of_what_is_taken if {
	plan := object.union(_plan([_arn("other")], []), {"change": {"after_unknown": {"recovery_point_selection": [{"include_vaults": [false, true]}]}}})
	row := _row([plan, _vault("a", {})], {})
	[row.elsewhere, object.keys(row.unknown)] == [[], {"vaults"}]
}
