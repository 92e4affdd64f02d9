# METADATA
# title: Tests of restoring from backup
# description: |
#   A row for each plan of restore tests (finding.RestoreTest): when it runs, what it restores, and whether the vaults that it takes
#   backups from are those of the inputs. Source: AWS Backup Developer Guide, "Restore testing", and the documentation of
#   the provider hashicorp/aws 6, aws_backup_restore_testing_plan.
package keywright.lib.restore_tests

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.settings
import data.keywright.lib.values

# rows are the plans of restore tests.
rows := [row |
	some resource in plan.resources.aws_backup_restore_testing_plan
	schedule := values.read(resource, "schedule_expression")
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"schedule": _text(schedule),
		"selections": sort(_selections_of(resource)),
		"elsewhere": sort(_elsewhere(resource)),
		"unknown": object.union_n([
			{"schedule": schedule.unknown | schedule.unknown},
			{"selections": reason | count(_selections_of(resource)) == 0; reason := _stray},
			{"vaults": reason | reason := _unsure(resource)},
		]),
	}
]

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

_selections := [resource |
	some resource in plan.resources.aws_backup_restore_testing_selection
	identifiers.alive(resource)
]

_selections_of(test) := {selection.address | some selection in _selections; test.address in _tests_of(selection)}

_tests_of(selection) := {test.address |
	some test in plan.resources.aws_backup_restore_testing_plan
	test.values.name == selection.values.restore_testing_plan_name
} if {
	is_string(selection.values.restore_testing_plan_name)
} else := {test | test := references.only(selection, ["restore_testing_plan_name"], {test.block | some test in plan.resources.aws_backup_restore_testing_plan})}

_stray := sprintf("%s may be for it; which plan that is for is known only after apply", [address]) if {
	some selection in _selections
	not is_string(object.get(selection.values, "restore_testing_plan_name", null))
	count(_tests_of(selection)) == 0
	address := selection.address
}

# The vaults that a plan of tests takes no backup from: all of the plan's, where none of them is included. Of a plan without
# vaults nothing is known, and the tests are of those that are elsewhere.
_elsewhere(test) := _vaults if {
	count(_vaults) > 0
	count(_tested(test)) == 0
	not _unsure(test)
} else := set()

_vaults := {vault.address |
	some vault in plan.resources.aws_backup_vault
	identifiers.alive(vault)
}

_tested(test) := {vault.address |
	some vault in plan.resources.aws_backup_vault
	identifiers.alive(vault)
	_meant(test, "include_vaults", vault)
	not _meant(test, "exclude_vaults", vault)
}

_meant(test, attribute, _) if "*" in _listed(test, attribute)

_meant(test, attribute, vault) if vault.values.arn in _listed(test, attribute)

_meant(test, attribute, vault) if {
	is_string(vault.values.name)
	some name in _listed(test, attribute)
	endswith(name, sprintf(":backup-vault:%s", [vault.values.name]))
}

_meant(test, attribute, vault) if vault.block in references.of_block(test, ["recovery_point_selection", 0, attribute])

_listed(test, attribute) := {name | some name in values.at(test, ["recovery_point_selection", 0, attribute]).value; is_string(name)}

# What is not known may be a vault of the plan, taken or left out; vaults of other inputs are not asked.
_unsure(test) := reason if {
	count(_tested(test)) == 0
	reason := _open(test, "include_vaults")
} else := reason if {
	reason := _open(test, "exclude_vaults")
} else := "vaults of other inputs may be tested" if {
	count(_tested(test)) == 0
	count(_vaults) > 0
	settings.facts.several
} else := "what it tests stands in a block that is not read" if {
	count(_vaults) > 0
	count(_tested(test)) == 0
	count(_listed(test, "include_vaults")) == 0
}

# Why not all of a list is known. What it refers to among the plan's vaults is.
_open(test, attribute) := reason if {
	count(references.of_block(test, ["recovery_point_selection", 0, attribute]) & {vault.block | some vault in plan.resources.aws_backup_vault}) == 0
	reason := _hidden(test, attribute)
}

_hidden(test, attribute) := values.at(test, ["recovery_point_selection", 0, attribute]).unknown if {
	values.at(test, ["recovery_point_selection", 0, attribute]).unknown
} else := sprintf("some of its %s are known only after apply", [attribute]) if {
	true in object.get(test.unknown, ["recovery_point_selection", 0, attribute], [])
}
