package keywright.lib.pool_rows_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_arn := "arn:aws:kms:eu-north-1:123456789012:key/00000000-0000-4000-8000-000000000001"

_kek := planned.change("aws_kms_key.a", "aws_kms_key", "managed", {"arn": _arn, "key_id": "00000000-0000-4000-8000-000000000001", "region": "eu-north-1"})

_alias := planned.change("aws_kms_alias.a", "aws_kms_alias", "managed", {"name": "alias/a", "target_key_id": "00000000-0000-4000-8000-000000000001", "region": "eu-north-1"})

_member(alias, until) := {"alias": alias, "fingerprint": alias, "wrapped_by": _arn, "encrypt_from": "2026-11-01T00:00:00Z", "encrypt_until": until}

_pool(change) := row if {
	inventory := keywright.inventory with input as planned.of([_kek, _alias, _raw(change)])
		with data.keywright_profile as fixture.profile
	[row] := inventory.pools
}

_raw(change) := {"address": "keywright_dek_pool.p", "mode": "managed", "type": "keywright_dek_pool", "change": change}

_made(after) := _pool({"actions": ["create"], "before": null, "after": after, "after_unknown": {}})

_updated(before, after, more) := _pool(object.union({"actions": ["update"], "before": {"keys": before}, "after": {"keys": after}, "after_unknown": {}}, more))

# A KEK is named by its ARN, its id or its alias; what is elsewhere keeps its identifier.
test_keks if {
	elsewhere := "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000002"
	row := _made({"keks": {
		"arn": {"arn": _arn},
		"id": {"key_id": "00000000-0000-4000-8000-000000000001"},
		"alias": {"alias": "alias/a", "region": "eu-north-1"},
		"bare": {"alias": "a", "region": "eu-north-1"},
		"elsewhere": {"arn": elsewhere},
	}})
	row.keks == {"arn": "aws_kms_key.a", "id": "aws_kms_key.a", "alias": "aws_kms_key.a", "bare": "aws_kms_key.a", "elsewhere": elsewhere}
	not row.unknown.keks
}

test_keks_that_are_not_known if {
	row := _pool({"actions": ["create"], "before": null, "after": {"keks": {"a": {"region": "eu-north-1"}}}, "after_unknown": {"keks": {"a": {"arn": true}}}})
	row.keks == {"a": ""}
	row.unknown.keks
	whole := _pool({"actions": ["create"], "before": null, "after": {}, "after_unknown": {"keks": true}})
	whole.keks == {}
	whole.unknown.keks
}

test_keys_with_their_windows if {
	row := _made({"keys": [object.union(_member("a", "2026-12-01T00:00:00Z"), {"expired_at": null})]})
	[dek] := row.deks
	dek == {
		"alias": "a",
		"fingerprint": "a",
		"wrapped_by": "aws_kms_key.a",
		"encrypt_from": "2026-11-01T00:00:00Z",
		"encrypt_until": "2026-12-01T00:00:00Z",
		"hand_out_until": "",
		"recrypt_from": "",
		"expired_at": "",
		"was_until": "",
		"unknown": {},
	}
}

# What is no instant in UTC, to the second, of a day that exists, is not known.
test_what_is_no_instant if {
	every text in ["2026-12-01", "2026-12-01T00:00:00+01:00", "2026-12-01T00:00:00.5Z", "2026-11-31T00:00:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-12-01T24:00:00Z", "soon"] {
		row := _made({"keys": [_member("a", text)]})
		row.deks[0].encrypt_until == ""
		row.deks[0].unknown.encrypt_until
	}
	every text in ["2028-02-29T00:00:00Z", "2000-02-29T23:59:59Z", "2199-12-31T00:00:00Z"] {
		row := _made({"keys": [_member("a", text)]})
		row.deks[0].encrypt_until == text
	}
}

test_keys_that_are_not_known if {
	whole := _pool({"actions": ["create"], "before": null, "after": {}, "after_unknown": {"keys": true}})
	whole.deks == []
	whole.unknown.deks
	not whole.unknown.going
	one := _pool({"actions": ["create"], "before": null, "after": {"keys": [_member("a", "2026-12-01T00:00:00Z"), {}]}, "after_unknown": {"keys": [{"alias": true}, true]}})
	[object.keys(dek.unknown) | some dek in one.deks] == [{"alias"}, {"alias", "fingerprint", "wrapped_by", "encrypt_from", "encrypt_until", "hand_out_until", "recrypt_from", "expired_at"}]
	secret := _pool({"actions": ["create"], "before": null, "after": {"keys": [_member("a", "2026-12-01T00:00:00Z")]}, "after_unknown": {}, "after_sensitive": {"keys": true}})
	secret.deks == []
	secret.unknown.deks
}

test_odd_keys_are_none_that_is_missed if {
	row := _made({"keys": [null, "x", {"alias": 1}]})
	count(row.deks) == 3
}

test_what_goes_and_what_is_moved if {
	row := _updated(
		[_member("a", "2026-12-01T00:00:00Z"), _member("b", "2026-12-02T00:00:00Z")],
		[_member("b", "2026-12-09T00:00:00Z"), _member("c", "2026-12-09T00:00:00Z")],
		{},
	)
	[dek.alias | some dek in row.going] == ["a"]
	[[dek.alias, dek.was_until] | some dek in row.deks] == [["b", "2026-12-02T00:00:00Z"], ["c", ""]]
	not row.unknown.going
}

test_what_goes_is_not_known if {
	was := [_member("a", "2026-12-01T00:00:00Z")]
	_updated(was, [], {"after": {}, "after_unknown": {"keys": true}}).unknown.going
	_updated(was, was, {"before_sensitive": {"keys": true}}).unknown.going
	_updated([{"alias": null}], [], {}).unknown.going
	not _updated(was, was, {"before_sensitive": {"keys": [{}]}}).unknown.going
}

# With the pool all of them go, which is told of it as a whole.
test_a_pool_that_goes if {
	some actions in [["delete"], ["forget"], ["delete", "create"]]
	change := {"actions": actions, "before": {"name": "p", "purpose": "pii", "classification": "restricted", "keys": [_member("a", "2026-12-01T00:00:00Z")]}, "after": null, "after_unknown": {}}
	inventory := keywright.inventory with input as planned.of([_raw(change)])
		with data.keywright_profile as fixture.profile
	inventory.pools[0].going == []
	[ended] := inventory.ended
	[ended.address, ended.kind, ended.aliases, ended.purposes, ended.deletion_window_days] == ["keywright_dek_pool.p", "pool", ["p"], ["pii"], 0]
}

_alarm(name, more) := row if {
	inventory := keywright.inventory with input as planned.of([planned.change("aws_cloudwatch_metric_alarm.a", "aws_cloudwatch_metric_alarm", "managed", object.union({"metric_name": name, "alarm_actions": ["arn:aws:sns:eu-north-1:123456789012:s"], "period": 300, "evaluation_periods": 1}, more))])
		with data.keywright_profile as fixture.profile
	[row] := inventory.alarms
}

test_alarms_on_pools if {
	every name in ["DekPoolFutureKeys", "dek_pool_future_keys", "dek-pool.future keys"] {
		row := _alarm(name, {"dimensions": {"Pool": "p"}})
		[row.events, row.pool, row.acts] == [["DekPoolFutureKeys"], "p", true]
	}
	_alarm("DekPoolExpiredKeys", {}).pool == ""
	_alarm("DekPoolExpiredKeys", {"alarm_actions": []}).acts == false
}

test_other_metrics_are_none_of_pools if {
	every name in ["ExpiredConnectionPool", "FutureKeys", "DekPoolFutureKeysOfOthers"] {
		not _alarm(name, {})
	}
}
