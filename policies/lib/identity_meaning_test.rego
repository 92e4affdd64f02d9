package keywright.lib.identity_meaning_test

import data.keywright.lib.identities
import data.keywright.lib.identities_test as given
import data.keywright.lib.identity_drafts
import data.keywright.lib.identity_meaning

app := given.role("app")

changes(statements) := [given.the_role("app", {}), given.inline("app", statements)]

# meaning gives what an inline policy of statements means.
meaning(statements) := found if {
	found := [identity_meaning.of(entry.source) | some entry in identities.borne(app)][0] with input as given.plan(changes(statements))
}

every_key(statement) := [gift.every_key | some gift in meaning([statement]).gives]

excepting(effect, resource) := {"Effect": effect, "Action": "kms:Decrypt", "NotResource": resource}

# A pattern that takes each key is for every key, by whatever parts it is written; so is all but some, unless that leaves none.
test_resources_that_are_every_key if {
	every resource in ["*", "arn:*", "arn:aws:kms:*", "arn:aws:kms:*:*:key/*", "arn:aws:kms:*:*:*", "arn:aws:*:*:*:key/*", "arn:aws:kms:eu-north-1:*"] {
		every_key(given.allow("kms:Decrypt", resource)) == [true]
		every_key(given.allow("kms:Decrypt", ["arn:aws:kms:eu-north-1:123456789012:key/1", resource])) == [true]
	}
	every resource in ["arn:aws:kms:eu-north-1:123456789012:key/1", "arn:aws:kms:*:*:key/mrk-*", "arn:aws:kms:*:*:key/????"] {
		every_key(given.allow("kms:Decrypt", resource)) == [false]
	}
	every_key(excepting("Allow", "arn:aws:s3:::x")) == [true]
	every_key(excepting("Allow", "arn:aws:kms:*:*:key/*")) == [false]
	every resource in ["arn:aws:s3:::x", "arn:aws:kms:*:*:alias/*"] {
		every_key(given.allow("kms:Decrypt", resource)) == []
	}
}

# What is known only after apply may be any key, and gives nothing on one for certain.
test_resources_that_are_not_known if {
	pending(identity_drafts.marker) == [true]
	pending([identity_drafts.marker, "arn:aws:s3:::x"]) == [true]
	pending([identity_drafts.marker, "arn:aws:kms:*:*:key/*"]) == [false]
	pending("*") == [false]
	given.allowed(changes([given.allow("kms:Decrypt", identity_drafts.marker)]), app) == set()
	given.allowed(changes([given.allow("kms:Decrypt", [identity_drafts.marker, "arn:aws:kms:*:*:key/*"])]), app) == {"kms:decrypt"}
}

pending(resource) := [gift.pending | some gift in meaning([given.allow("kms:Decrypt", resource)]).gives]

test_statements_without_a_power if {
	meaning([given.decrypt]).powers == []
	meaning([given.deny("kms:*")]).shields == []
	meaning([given.allow("iam:PutRolePolicy", "arn:aws:s3:::x")]).powers == []
	count(meaning([given.allow("iam:PutRolePolicy", "*")]).powers) == 1
	count(meaning([given.deny("iam:PutRolePolicy")]).shields) == 1
}

# A Deny by exclusion takes all powers but those that it lists, or may.
test_powers_that_a_deny_by_exclusion_takes if {
	taken := meaning([{"Effect": "Deny", "NotAction": "iam:PutRolePolicy", "Resource": "*"}]).denied_powers
	not "iam:putrolepolicy" in taken
	"iam:attachrolepolicy" in taken
	wild := meaning([{"Effect": "Deny", "NotAction": "i*:Put*", "Resource": "*"}]).denied_powers
	not "iam:putrolepolicy" in wild
	"iam:attachrolepolicy" in wild
}

# Reading is none of what a service is asked to do.
test_services_that_are_spoken_to if {
	meaning([given.allow(["s3:GetObject", "s3:ListBucket", "ec2:RunInstances"], "*")]).speaks == {"ec2"}
	meaning([given.allow("s3:*", "*"), given.deny("ec2:*")]).speaks == {"s3"}
	meaning([given.allow("s?:Put*", "*")]).speaks == {"*"}
	meaning([given.allow("*", "*")]).speaks == {"*"}
	meaning([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]).speaks == {"*"}
}
