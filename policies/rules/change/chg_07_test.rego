package keywright.rules.change.chg_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.change.chg_07

_said(keys, more) := said if {
	said := fixture.said(chg_07.report) with data.keywright_facts as fixture.facts_with(keys, more)
		with data.keywright_profile as fixture.profile
}

_key(changes) := fixture.key(object.union({"actions": ["update"]}, changes))

_class(was, key) := {outcome | some [outcome, _] in _said([_key(key)], {"prior_keys": [_key({"classification": was})]})}

test_fail_class_lowered if {
	_class("restricted", {"classification": "internal"}) == {"fail"}
	_class("internal", {"classification": ""}) == {"fail"}
	_class("restricted", {"classification": "L4"}) == {"fail"}
}

test_fail_says_to_which_class if {
	every class, called in {"internal": "internal", "": "none"} {
		some judged in chg_07.report with data.keywright_facts as fixture.facts_with([_key({"classification": class})], {"prior_keys": [_key({})]})
			with data.keywright_profile as fixture.profile
		judged.message == sprintf("The change lowers the class of drop-kyc-key from restricted to %s.", [called])
	}
}

test_pass_class_kept_or_raised if {
	_class("restricted", {}) == {"pass"}
	_class("internal", {"classification": "confidential"}) == {"pass"}
	_class("", {"classification": "public"}) == {"pass"}
	_said([_key({})], {}) == {["pass", fixture.base.address]}
}

test_undetermined_class_unknown if _class("internal", {"classification": "", "unknown": {"classification": "later"}}) == {"undetermined"}

_residency(changes) := object.union({"address": "keywright_residency.r", "primary_region": "eu-north-1", "backup_region": "eu-west-1", "jurisdiction": "EEA", "additional_regions": [], "unknown": {}}, changes)

_regions(before, after) := {outcome | some [outcome, "keywright_residency.r"] in _said([], {"residencies": after, "prior_residencies": [before]})}

test_fail_more_regions if {
	_regions(_residency({}), [_residency({"additional_regions": ["eu-west-3"]})]) == {"fail"}
	_regions(_residency({}), [_residency({"backup_region": "eu-central-1"})]) == {"fail"}
	_regions(_residency({"jurisdiction": "NO"}), [_residency({"jurisdiction": "EEA"})]) == {"fail"}
}

# What goes altogether is CHG-08's.
test_nothing_of_what_goes if {
	_regions(_residency({}), []) == set()
	_apart(_before, [], {}) == set()
}

test_pass_fewer_regions if {
	_regions(_residency({"additional_regions": ["eu-west-3"]}), [_residency({})]) == {"pass"}
	_regions(_residency({"jurisdiction": "EEA"}), [_residency({"jurisdiction": "SE"})]) == {"pass"}
	_regions(_residency({}), [_residency({"primary_region": "eu-west-1", "backup_region": "eu-north-1"})]) == {"pass"}
}

test_undetermined_regions_unknown if _regions(_residency({}), [_residency({"backup_region": "", "unknown": {"backup_region": "later"}})]) == {"undetermined"}

_separation(keys, distinct, unknown) := {"address": "keywright_separation.s", "keys": keys, "distinct": distinct, "unknown": unknown}

_apart(before, after, more) := {outcome | some [outcome, "keywright_separation.s"] in _said([], object.union({"separations": after, "prior_separations": [before]}, more))}

_three := {"a": "k.a", "b": "k.b", "c": "k.c"}

_before := _separation(_three, {"users": ["a"], "regions": ["b"]}, {})

test_fail_separation_weakened if {
	_apart(_before, [_separation({"a": "k.a", "b": "k.b"}, {"users": ["a"], "regions": ["b"]}, {})], {}) == {"fail"}
	_apart(_before, [_separation(_three, {"users": ["a"]}, {})], {}) == {"fail"}
	_apart(_before, [_separation(_three, {"users": ["c"], "regions": ["b"]}, {})], {}) == {"fail"}
}

test_pass_as_much_or_more if {
	_apart(_before, [_before], {}) == {"pass"}
	_apart(_before, [_separation(object.union(_three, {"d": "k.d"}), {"users": ["a", "d"], "regions": ["b"]}, {})], {}) == {"pass"}
	_apart(_before, [_separation(object.union(_three, {"d": ""}), {"users": ["a"], "regions": ["b"]}, {})], {}) == {"pass"}
}

# Under the name of a key another one guards it no more.
test_fail_a_name_that_stands_for_another_key if {
	_apart(_before, [_separation(object.union(_three, {"c": "k.z"}), {"users": ["a"], "regions": ["b"]}, {})], {}) == {"fail"}
	_apart(_before, [_separation({"a": "k.b", "b": "k.a", "c": "k.c"}, {"users": ["a"], "regions": ["a"]}, {})], {}) == {"fail"}
	some judged in chg_07.report with data.keywright_facts as fixture.facts_with([], {"separations": [_separation(object.union(_three, {"c": "k.z"}), {"users": ["a"], "regions": ["b"]}, {})], "prior_separations": [_before]})
		with data.keywright_profile as fixture.profile
	judged.message == "The change asks less of keywright_separation.s: k.c is not among its keys any more."
}

test_pass_a_name_of_a_key_that_ends if {
	every key in ["k.z", ""] {
		_apart(_before, [_separation(object.union(_three, {"c": key}), {"users": ["a"], "regions": ["b"]}, {})], {"ended": [{"address": "k.c"}]}) == {"pass"}
	}
}

test_what_is_asked_of_a_key_that_ends if {
	ended := {"ended": [{"address": "k.a"}]}
	_apart(_before, [_separation({"b": "k.b", "c": "k.c"}, {"regions": ["b"]}, {})], ended) == {"pass"}
	_apart(_before, [_separation({"x": "k.a", "b": "k.b", "c": "k.c"}, {"regions": ["b"]}, {})], ended) == {"fail"}
	every key in ["k.a", ""] {
		_apart(_before, [_separation(object.union(_three, {"a": key}), {"regions": ["b"]}, {})], ended) == {"fail"}
	}
}

test_pass_a_key_elsewhere if {
	elsewhere := _separation(object.union(_three, {"d": ""}), {"users": ["a", "d"]}, {})
	_apart(elsewhere, [elsewhere], {}) == {"pass"}
	_apart(elsewhere, [_separation(object.union(_three, {"d": "k.d"}), {"users": ["a", "d"]}, {})], {}) == {"pass"}
}

# Another name for the same key asks no less, and a key that goes is CHG-02's.
test_pass_renamed_or_ended if {
	_apart(_before, [_separation({"x": "k.a", "b": "k.b", "c": "k.c"}, {"users": ["x"], "regions": ["b"]}, {})], {}) == {"pass"}
	_apart(_before, [_separation({"a": "k.a", "b": "k.b"}, {"users": ["a"], "regions": ["b"]}, {})], {"ended": [{"address": "k.c"}]}) == {"pass"}
}

test_undetermined_separation_unknown if {
	_apart(_before, [_separation({}, {"users": ["a"], "regions": ["b"]}, {"keys": "later"})], {}) == {"undetermined"}
	_apart(_before, [_separation({"a": "k.a", "b": "k.b", "x": ""}, {"users": ["a"], "regions": ["b"]}, {})], {}) == {"undetermined"}
	_apart(_before, [_separation(_three, {"users": ["a"]}, {"distinct_regions": "later"})], {}) == {"undetermined"}
	_apart(_separation({"a": "k.a"}, {}, {}), [_separation({"x": ""}, {}, {})], {}) == {"undetermined"}
	_apart(_before, [_separation(object.union(_three, {"c": ""}), {"users": ["a"], "regions": ["b"]}, {})], {}) == {"undetermined"}
}
