package keywright.rules.secret.sec_03_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.secret.sec_03

test_pass_nothing_in_plain if {
	{finding.outcome | some finding in sec_03.report} == {"pass"} with data.keywright_facts as fixture.exposed("none", "later")
		with data.keywright_profile as fixture.profile
}

test_fail_in_plain if {
	{finding.outcome | some finding in sec_03.report} == {"fail"} with data.keywright_facts as fixture.exposed("plain", "later")
		with data.keywright_profile as fixture.profile
}

test_undetermined_after_apply if {
	{finding.outcome | some finding in sec_03.report} == {"undetermined"} with data.keywright_facts as fixture.exposed("unknown", "later")
		with data.keywright_profile as fixture.profile
}

test_undetermined_nothing_speaks_for_a_secret if {
	{finding.outcome | some finding in sec_03.report} == {"undetermined"} with data.keywright_facts as fixture.exposed("open", "later")
		with data.keywright_profile as fixture.profile
}

test_undetermined_is_no_obstacle_where_nothing_speaks_for_a_secret if {
	{finding.severity | some finding in sec_03.report} == {"medium"} with data.keywright_facts as fixture.exposed("open", "later")
		with data.keywright_profile as fixture.profile
}
