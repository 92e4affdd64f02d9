package keywright.lib.actions_test

import data.keywright.lib.actions

# A name that the table does not have is what a statement names, and of NotAction what it does not name.
test_strangers if {
	names := {"kms:newthing", "kms:otherthing"}
	actions.strangers({"but": false, "actions": {"kms:new*"}, "not_actions": set()}, names) == {"kms:newthing"}
	actions.strangers({"but": false, "actions": {"*"}, "not_actions": set()}, names) == names
	actions.strangers({"but": true, "actions": set(), "not_actions": {"kms:new*"}}, names) == {"kms:otherthing"}
	actions.strangers({"but": true, "actions": set(), "not_actions": {"s3:*"}}, names) == names
}
