package keywright.rules.change.chg_08_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.change.chg_08

_said(keys, more, profile, base) := said if {
	said := fixture.said(chg_08.report) with data.keywright_facts as object.union(fixture.facts_with(keys, more), base)
		with data.keywright_profile as profile
}

_profile := {
	"policy": {"fail_on": "high", "version": "1.0", "default_classification": "restricted", "require": ["keys"], "accounts": ["1", "2"], "environment": {"production": {"accounts": ["1", "2"]}}, "way_back": "declared", "review_by": "2027-02-01"},
	"regions": {"jurisdiction": "EEA", "primary": ["eu-north-1", "eu-west-1"], "additional": []},
	"domain": {"pii": {"classification": "restricted", "separate_from": ["*"], "fields": ["a"], "field_level": true, "retention": "5y", "retention_days": 1830}},
	"role": {"ci": {"mfa": true, "capabilities": ["encrypt", "read"], "never": ["decrypt"], "keys": ["k"], "principals": ["p"]}},
	"rotation": {"kek": {"period_days": 365, "accepts": ["automatic", "manual"]}},
	"approval": {"destroy": {"teams": ["ciso"], "distinct": 2}},
	"rule": {"KEY-08": {"enabled": true, "severity": "high"}},
	"exception": {"x": {"rules": ["KEY-01"], "scope": ["a", "b"], "starts": "2026-02-01", "ends": "2026-12-01", "reviewed": ""}},
}

_changed(patches) := {outcome |
	some [outcome, "profile"] in _said([], {}, json.patch(_profile, patches), {"base_profile": _profile})
}

_set(path, value) := _changed([{"op": "add", "path": path, "value": value}])

_gone(path) := _changed([{"op": "remove", "path": path}])

test_pass_the_same if _changed([]) == {"pass"}

test_fail_loosened if {
	every change in [
		["policy/fail_on", "critical"],
		["policy/default_classification", "internal"],
		["policy/require", []],
		["policy/accounts", ["1", "2", "3"]],
		["policy/way_back", "kms"],
		["policy/review_by", "2028-02-01"],
		["regions/jurisdiction", "EU"],
		["regions/additional", ["us-east-1"]],
		["regions/primary", []],
		["domain/pii/classification", "internal"],
		["domain/pii/separate_from", ["database"]],
		["domain/pii/fields", []],
		["domain/pii/field_level", false],
		["domain/pii/retention", "1d"],
		["role/ci/mfa", false],
		["role/ci/capabilities", ["encrypt", "decrypt"]],
		["role/ci/capabilities", []],
		["role/ci/never", []],
		["role/ci/keys", []],
		["role/ci/principals", ["p", "q"]],
		["role/ci/principals", []],
		["role/other", {"principals": ["q"]}],
		["rotation/kek/period_days", 800],
		["rotation/kek/accepts", ["automatic", "manual", "on-demand"]],
		["approval/destroy/distinct", 1],
		["approval/destroy/teams", ["ciso", "interns"]],
		["rule/KEY-08/enabled", false],
		["rule/KEY-08/severity", "low"],
		["rule/ACC-01", {"enabled": false}],
		["exception/x/ends", "2027-01-31"],
		["exception/x/scope", ["a", "b", "c"]],
		["exception/x/rules", ["KEY-01", "KEY-02"]],
		["exception/y", {"rules": ["ACC-01"], "scope": ["a"]}],
		["algorithm", {"RSA_1024": {"status": "approved"}}],
		["key", {"drop-kyc-key": {"classification": "internal"}}],
		["tags", {"purpose": "Other"}],
		["escrow", {"k": {"n": 3}}],
		["policy/environment", {"production": {"accounts": ["1"]}}],
		["regions/primary", ["eu-north-1"]],
		["anything", {"new": {"setting": 1}}],
	] {
		_set(change[0], change[1]) == {"fail"}
	}
}

test_fail_taken_away if {
	every path in ["policy/default_classification", "domain/pii", "role/ci/never", "rotation/kek", "approval/destroy", "rule/KEY-08/severity"] {
		_gone(path) == {"fail"}
	}
}

test_pass_stricter if {
	every path, value in {
		"policy/fail_on": "medium",
		"policy/version": "1.1",
		"policy/require": ["keys", "estate"],
		"policy/accounts": ["1"],
		"policy/review_by": "2026-12-01",
		"domain/pii/separate_from": ["*", "database"],
		"domain/pii/fields": ["a", "b"],
		"role/ci/capabilities": ["encrypt"],
		"role/ci/never": ["decrypt", "sign"],
		"rotation/kek/period_days": 90,
		"rotation/kek/accepts": ["automatic"],
		"approval/destroy/distinct": 3,
		"rule/KEY-08/severity": "critical",
		"exception/x/ends": "2026-11-01",
		"exception/x/scope": ["a"],
		"exception/x/reviewed": "2026-11-01",
	} {
		_set(path, value) == {"pass"}
	}
	_gone("exception/x") == {"pass"}
}

test_not_assessed_without_a_base if _said([], {}, _profile, {}) == {["not_assessed", "profile"]}

# Longer than a year needs the board, and what else the change loosens does not.
test_fail_beyond_a_year if {
	profile := json.patch(_profile, [
		{"op": "add", "path": "exception/x/ends", "value": "2027-03-01"},
		{"op": "add", "path": "role/ci/mfa", "value": false},
	])
	asked := {judged.attribute: judged.expected | some judged in chg_08.report} with data.keywright_facts as object.union(fixture.facts([]), {"base_profile": _profile})
		with data.keywright_profile as object.union(profile, {"approval": {"exception-beyond-a-year": {"teams": ["board"], "distinct": 1}}})
	contains(asked["exception.x"], "exception-beyond-a-year")
	contains(asked["role.ci"], "change-policy")
}

_key(changes) := fixture.key(object.union({"actions": ["update"]}, changes))

_protection(was, now, unknown) := {outcome |
	some [outcome, address] in _said([_key({"deletion_protection": now, "unknown": unknown})], {"prior_keys": [_key({"deletion_protection": was})]}, _profile, {})
	address == fixture.base.address
}

test_fail_protection_off if _protection(true, false, {}) == {"fail"}

test_pass_protection if {
	_protection(true, true, {}) == {"pass"}
	_protection(false, false, {}) == {"pass"}
	_protection(false, true, {}) == {"pass"}
	_protection(null, null, {}) == {"pass"}
}

test_undetermined_protection if _protection(true, null, {"deletion_protection": "later"}) == {"undetermined"}

_declared(kind, after) := {outcome |
	some [outcome, "k.x"] in _said([], {concat("_", ["prior", kind]): [{"address": "k.x"}], kind: after}, _profile, {})
}

test_fail_declaration_gone if {
	every kind in ["separations", "residencies", "rotations"] {
		_declared(kind, []) == {"fail"}
		_declared(kind, [{"address": "k.x"}]) == {"pass"}
	}
}
