package keywright.rules.change.chg_02_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.change.chg_02

test_fail_destroyed if {
	fixture.said(chg_02.report) == {["fail", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with([], {"ended": [fixture.ended("destroyed", ["delete"])]})
		with data.keywright_profile as fixture.profile
}

test_fail_says_what_is_lost_and_who_must_agree if {
	some judged in chg_02.report with data.keywright_facts as fixture.facts_with([], {"ended": [fixture.ended("destroyed", ["delete"])]})
		with data.keywright_profile as object.union(fixture.profile, {"approval": {"destroy": {"teams": ["security-lead", "ciso"], "distinct": 2}}})
	contains(judged.message, "drop-kyc-key")
	contains(judged.message, "s3:kyc")
	judged.expected == `the approval "destroy": 2 different people, of ciso, security-lead`
}

test_pass_kept if {
	every actions in [["no-op"], ["update"]] {
		said := fixture.said(chg_02.report) with data.keywright_facts as fixture.facts([fixture.key({"actions": actions})])
			with data.keywright_profile as fixture.profile
		said == {["pass", "aws_kms_key.kyc"]}
	}
}

test_undetermined_action_that_is_not_known if {
	fixture.said(chg_02.report) == {["undetermined", "aws_kms_key.kyc"]} with data.keywright_facts as fixture.facts_with([], {"ended": [fixture.ended("unclear", ["hide"])]})
		with data.keywright_profile as fixture.profile
}

# A key that another rule speaks of, one that is made, and one of a state pass nothing here.
test_silent_on_what_is_no_change_of_this_kind if {
	keys := [fixture.key({"actions": ["create"]}), fixture.key({"actions": ["state"]}), fixture.key({"actions": ["delete"]})]
	fixture.said(chg_02.report) == set() with data.keywright_facts as fixture.facts_with(keys, {"ended": [fixture.ended("replaced", ["delete"])]})
		with data.keywright_profile as fixture.profile
}
