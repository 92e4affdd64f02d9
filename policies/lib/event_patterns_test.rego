package keywright.lib.event_patterns_test

import data.keywright.lib.event_patterns
import data.keywright.lib.fixture_test as fixture

_calls(detail) := {"source": ["aws.kms"], "detail-type": ["AWS API Call via CloudTrail"], "detail": detail}

_judged(pattern) := {"events": events, "gaps": count(gaps) > 0} if {
	events := event_patterns.events(pattern, "eu-north-1") with data.keywright_profile as fixture.profile
	gaps := event_patterns.gaps(pattern, "eu-north-1") with data.keywright_profile as fixture.profile
}

_ends := {"eventName": ["DisableKey", "ScheduleKeyDeletion"]}

_all := {"events": {"DisableKey", "ScheduleKeyDeletion"}, "gaps": false}

_none := {"events": set(), "gaps": false}

_open := {"events": set(), "gaps": true}

test_what_every_event_has if {
	_judged(_calls(_ends)) == _all
	_judged({"source": ["aws.kms", "aws.s3"], "detail": _ends}) == _all
	_judged({"source": [{"prefix": "aws."}], "detail": _ends}) == _all
	_judged({"source": ["aws.kms"]}) == {"events": {"*"}, "gaps": false}
	_judged(object.union(_calls(_ends), {"region": ["eu-north-1"]})) == _all
	_judged(_calls(object.union(_ends, {"eventSource": ["kms.amazonaws.com"]}))) == _all
}

test_what_no_event_has if {
	_judged(object.union(_calls(_ends), {"detail-type": ["KMS CMK Rotation"]})) == _none
	_judged(object.union(_calls(_ends), {"region": ["us-east-1"]})) == _none
	_judged(_calls(object.union(_ends, {"eventSource": ["s3.amazonaws.com"]}))) == _none
}

# Who succeeds has no error code.
test_refused_alone if {
	refused := _calls(object.union(_ends, {"errorCode": ["AccessDenied"]}))
	_judged(refused) == _none
	event_patterns.denied(refused, "eu-north-1") with data.keywright_profile as fixture.profile
	_judged(_calls(object.union(_ends, {"errorCode": [{"exists": false}]}))) == _all
	_judged(_calls(object.union(_ends, {"errorCode": [{"prefix": "A"}]}))) == _open
}

test_what_is_not_read if {
	_judged(_calls({"eventName": [{"anything-but": ["Decrypt"]}]})) == _open
	_judged(_calls(object.union(_ends, {"userIdentity": {"userName": ["nobody"]}}))) == _open
	_judged(object.union(_calls(_ends), {"resources": ["x"]})) == _open
	_judged(_calls({"$or": [_ends]})) == _open
	_judged({"source": [{"anything-but": ["aws.s3"]}], "detail": _ends}) == _open
	not event_patterns.denied(_calls({"errorCode": ["AccessDenied"], "userIdentity": {"userName": ["x"]}}), "eu-north-1") with data.keywright_profile as fixture.profile
}

# An alarm for decryptions spares the roles that are meant to decrypt.
test_decryptions_of_all_but_some if {
	others := {"userIdentity": {"sessionContext": {"sessionIssuer": {"userName": [{"anything-but": ["app"]}]}}}}
	_judged(_calls(object.union({"eventName": ["Decrypt", "DisableKey"]}, others))) == {"events": {"Decrypt"}, "gaps": true}
	_judged(_calls(others)) == {"events": {"Decrypt"}, "gaps": true}
	_judged(_calls(object.union(others, {"eventName": ["DisableKey"]}))) == _open
}

test_accounts if {
	own := object.union(_calls(_ends), {"account": ["123456789012"]})
	event_patterns.events(own, "eu-north-1") == {"DisableKey", "ScheduleKeyDeletion"} with data.keywright_profile as object.union(fixture.profile, {"policy": {"accounts": ["123456789012"]}})
	event_patterns.events(own, "eu-north-1") == set() with data.keywright_profile as object.union(fixture.profile, {"policy": {"accounts": ["999999999999"]}})
	count(event_patterns.gaps(own, "eu-north-1")) == 1 with data.keywright_profile as object.union(fixture.profile, {"policy": {"accounts": []}})
}

# A profile that says nothing of accounts leaves open of which account an event is, and nothing else.
test_undetermined_an_account_that_no_profile_lists if {
	profile := object.remove(fixture.profile, ["policy"])
	asking := object.union(_calls(_ends), {"account": ["999999999999"]})
	event_patterns.events(asking, "eu-north-1") == set() with data.keywright_profile as profile
	count(event_patterns.gaps(asking, "eu-north-1")) == 1 with data.keywright_profile as profile
	event_patterns.events(_calls(_ends), "eu-north-1") == _all.events with data.keywright_profile as profile
}
