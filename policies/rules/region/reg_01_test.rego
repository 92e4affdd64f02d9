package keywright.rules.region.reg_01_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.region.reg_01

test_pass_in_the_jurisdiction if {
	fixture.of_key(reg_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.base])
		with data.keywright_profile as fixture.profile
}

test_pass_sovereign_region_of_another_name if {
	fixture.of_key(reg_01.report) == {"pass"} with data.keywright_facts as fixture.facts([fixture.key({"region": "eusc-de-east-1"})])
		with data.keywright_profile as fixture.profile
}

test_fail_london if {
	fixture.of_key(reg_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"region": "eu-west-2"})])
		with data.keywright_profile as fixture.profile
}

test_fail_zurich if {
	fixture.of_key(reg_01.report) == {"fail"} with data.keywright_facts as fixture.facts([fixture.key({"region": "eu-central-2"})])
		with data.keywright_profile as fixture.profile
}

test_undetermined_region_unknown if {
	fixture.of_key(reg_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.with_unknown("region", "")])
		with data.keywright_profile as fixture.profile
}

test_undetermined_region_nobody_knows if {
	fixture.of_key(reg_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"region": "mars-east-1"})])
		with data.keywright_profile as fixture.profile
}

_google(changes) := outcome if {
	outcome := fixture.of_key(reg_01.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

test_pass_regions_of_google if {
	every region in ["europe-north1", "europe-west4", "europe", "eu"] { _google({"region": region}) == {"pass"} }
}

# A prefix tells nothing: London and Zürich are europe-west as well.
test_fail_regions_of_google if {
	every region in ["europe-west2", "europe-west6", "us", "us-east1", "global"] { _google({"region": region}) == {"fail"} }
}

test_undetermined_regions_of_google if {
	every region in ["eur6", "europe-west99", "eu-north-1"] { _google({"region": region}) == {"undetermined"} }
}

test_undetermined_regions_of_google_are_none_of_aws if {
	fixture.of_key(reg_01.report) == {"undetermined"} with data.keywright_facts as fixture.facts([fixture.key({"region": "europe-north1"})])
		with data.keywright_profile as fixture.profile
}

test_regions_of_azure if {
	every region in ["northeurope", "norwayeast"] { _google({"type": "azurerm_key_vault_key", "region": region}) == {"pass"} }
	every region in ["uksouth", "switzerlandnorth", "westus2"] { _google({"type": "azurerm_key_vault_key", "region": region}) == {"fail"} }
	_google({"type": "azurerm_key_vault_key", "region": "europe-north1"}) == {"undetermined"}
}
