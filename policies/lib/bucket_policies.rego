# METADATA
# title: What bucket policies say of transport
# description: |
#   S3 answers HTTP as well as HTTPS, and only a Deny of the bucket's policy refuses what comes without TLS, or by an older
#   version. It has to be for everyone, for the bucket and all of its objects, and to hold of every such request: a Deny that asks for
#   something else as well lets the rest in. Source: Amazon S3 User Guide, bucket policies, and condition keys aws:SecureTransport
#   and s3:TlsVersion; IAM User Guide, condition operators.
package keywright.lib.bucket_policies

import data.keywright.lib.bucket_drafts
import data.keywright.lib.conditions
import data.keywright.lib.iam_document
import data.keywright.lib.plan
import data.keywright.lib.principals
import data.keywright.lib.values

# needed are the actions on what is stored, and what each of them is about.
needed := {
	"s3:GetObject": "objects",
	"s3:GetObjectVersion": "objects",
	"s3:ListBucket": "bucket",
	"s3:PutObject": "objects",
}

# none is what holds of a bucket without a policy.
none := {"plain": "served", "lets_in": [], "minimum": oldest, "unknown": ""}

# oldest is the oldest version of TLS that the endpoints of AWS speak.
oldest := "1.2"

# of gives what a text comes to for a bucket: {"arns": any of which it may be named by, "block": of the configuration}.
of(text, bucket) := object.union(none, {"plain": "", "lets_in": [], "minimum": "", "unknown": sprintf("its policy cannot be read: %s", [_fault(text)])}) if {
	_fault(text)
} else := {
	"plain": _plain(verdicts),
	"lets_in": sort([action | some action, "served" in verdicts]),
	"minimum": _minimum(denies, bucket),
	"unknown": _doubt(verdicts),
} if {
	denies := _denies[text]
	verdicts := {action: _verdict(denies, action, on, bucket, _http) | some action, on in needed}
}

_plain(verdicts) := "served" if {
	some _, "served" in verdicts
} else := "" if {
	some _, "maybe" in verdicts
} else := "refused"

_doubt(verdicts) := "whether a Deny of its policy is about every request over HTTP is not known" if {
	_plain(verdicts) == ""
} else := ""

_minimum(denies, bucket) := "1.3" if {
	every action, on in needed { _verdict(denies, action, on, bucket, _tls) == "refused" }
} else := oldest

_http := "http"

_tls := "tls"

_fault(text) := _documents[text].reason if {
	not _documents[text].readable
} else := sprintf("its Version is %v", [version]) if {
	version := object.get(json.unmarshal(text), "Version", "2008-10-17")
	not version in {"2012-10-17", "2008-10-17"}
}

_documents := {text: iam_document.parse(text) | some text in _texts}

_texts := bucket_drafts.texts | {text |
	some type in ["aws_s3_bucket", "aws_s3_bucket_policy"]
	some resource in plan.resources[type]
	text := values.optional(resource, "policy", null).value
	is_string(text)
}

# A Deny that spares somebody is not for everyone.
_denies := {text: list |
	some text, document in _documents
	document.readable
	list := [statement |
		some statement in document.statements
		statement.effect == "Deny"
		not statement.inverted
		_everyone(statement)
	]
}

_everyone(statement) := "yes" if {
	"AWS:*" in statement.principals
} else := "maybe" if {
	sprintf("AWS:%s", [bucket_drafts.anyone]) in statement.principals
}

_verdict(denies, action, on, bucket, by) := "refused" if {
	"yes" in _answers(denies, action, on, bucket, by)
} else := "maybe" if {
	"maybe" in _answers(denies, action, on, bucket, by)
} else := "served"

_answers(denies, action, on, bucket, by) := {answer |
	some deny in denies
	_acts(deny, lower(action))
	answer := _least({_everyone(deny), _about(deny, on, bucket)} | {_holds(condition, by) | some condition in deny.conditions})
}

_least(answers) := "no" if {
	"no" in answers
} else := "maybe" if {
	"maybe" in answers
} else := "yes"

# Whether IAM takes a wildcard for the service's name is not documented: such a pattern takes nothing away, and spares what it
# may mean.
_acts(deny, action) if {
	not deny.but
	some pattern in deny.actions
	_takes(pattern, action)
}

_acts(deny, action) if {
	deny.but
	every pattern in deny.not_actions { not _may_take(pattern, action) }
}

_takes("*", _)

_takes(pattern, action) if {
	startswith(pattern, "s3:")
	_like(pattern, action)
}

_may_take(pattern, action) if _like(pattern, action)

_like(pattern, text) if regex.match(sprintf("^%s$", [principals.wildcard(pattern, `[\s\S]`)]), text)

# What leaves resources out may leave some of these out.
_about(deny, _, _) := "yes" if deny.whole

_about(deny, on, bucket) := _meant(deny.resources, on, bucket) if not deny.whole

_meant(resources, on, bucket) := "yes" if {
	some resource in (resources - {"*"})
	some arn in bucket.arns
	every sample in _samples(on, arn) { _like(resource, sample) }
} else := "maybe" if {
	count(bucket.arns) == 0
	count(resources - {"*"}) > 0
} else := "maybe" if {
	some resource in resources
	bucket_drafts.may_mean(resource, bucket.block)
} else := "no"

# A name of one letter and one of many, which no policy has: what takes both takes every object.
_samples("bucket", arn) := {arn}

_samples("objects", arn) := {sprintf("%s/ÿ", [arn]), sprintf("%s/ÿÿÿÿÿÿÿ", [arn])}

# Whether a condition holds of every request over HTTP, or of every one by a version of TLS that is older than 1.3. What AWS
# services send themselves is encrypted.
_holds(condition, by) := conditions.holds(condition, _value(_secure[by]), false) if {
	condition.key == "aws:securetransport"
}

_holds(condition, _) := conditions.holds(condition, _value("false"), false) if condition.key in _of_services

_holds(condition, by) := _by_version(condition, by) if condition.key == "s3:tlsversion"

_holds(condition, _) := "no" if not condition.key in (_of_services | {"aws:securetransport", "s3:tlsversion"})

_secure := {"http": "false", "tls": "true"}

_of_services := {"aws:principalisawsservice", "aws:viaawsservice"}

_value(text) := {"origin": "literal", "values": [text], "names": []}

# A request without TLS has no version of it; that it then lacks the key is not documented.
_by_version(condition, "http") := "maybe" if {
	conditions.holds(condition, {"origin": "absent", "values": [], "names": []}, false) != "no"
} else := "no"

_by_version(condition, "tls") := "yes" if {
	condition.set == ""
	not condition.negative
	some value in condition.values
	_older(condition.base, value)
} else := "maybe" if {
	condition.base in {"null", "stringequals", "stringlike", "numericequals"}
} else := "no"

_older("numericlessthan", value) if {
	regex.match(_number, value)
	to_number(value) > to_number(oldest)
}

_older("numericlessthanequals", value) if {
	regex.match(_number, value)
	to_number(value) >= to_number(oldest)
}

_number := `^[0-9]+(\.[0-9]+)?$`
