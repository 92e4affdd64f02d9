# METADATA
# title: Secrets as the resources of statements
# description: |
#   Which secrets the resource of a statement may mean. A secret's ARN ends in six characters that AWS picks, so that no
#   policy that is written before the secret can name it whole. Source: Secrets Manager User Guide, identity-based policies.
package keywright.lib.secret_names

import data.keywright.lib.clouds
import data.keywright.lib.identifiers
import data.keywright.lib.identity_drafts
import data.keywright.lib.key_arn
import data.keywright.lib.plan
import data.keywright.lib.principals
import data.keywright.lib.regions
import data.keywright.lib.secret_rows

# targets are the secrets of AWS, as far as it is known what their ARNs are.
targets := [target |
	some resource in secret_rows.due
	clouds.aws(resource)
	identifiers.alive(resource)
	target := {
		"address": resource.address,
		"service": _service(resource),
		"region": object.get(regions.of(resource), "value", ""),
		"account": object.get(regions.account(resource), "value", ""),
		"rest": _rest(resource),
		"begins": _begins(resource),
	}
]

_service(resource) := "ssm" if resource.type == "aws_ssm_parameter"

_service(resource) := "secretsmanager" if resource.type != "aws_ssm_parameter"

# What follows the account in the ARN: known, known but for the six characters (shown as ÿ), or "".
_rest(resource) := concat(":", array.slice(parts, 5, count(parts))) if {
	resource.type in {"aws_secretsmanager_secret", "aws_ssm_parameter"}
	is_string(resource.values.arn)
	parts := split(resource.values.arn, ":")
	count(parts) > 5
} else := sprintf("secret:%s-ÿÿÿÿÿÿ", [resource.values.name]) if {
	resource.type == "aws_secretsmanager_secret"
	is_string(resource.values.name)
} else := sprintf("parameter/%s", [trim_prefix(resource.values.name, "/")]) if {
	resource.type == "aws_ssm_parameter"
	is_string(resource.values.name)
} else := ""

# What it begins with in any case. Databases call the secrets that they keep rds!.
_begins(resource) := "parameter/" if {
	resource.type == "aws_ssm_parameter"
} else := "secret:" if {
	resource.type == "aws_secretsmanager_secret"
} else := "secret:rds!"

# names says whether a resource of a statement is a secret: "yes", "no", or "maybe" where that cannot be told. What is known
# only after apply is one of the secrets that the policy mentions (keywright.lib.secret_mentions).
names("*", _, _) := "yes"

names(resource, target, mentioned) := _pending(target, mentioned) if {
	_is_pending(resource, target.service)
} else := _whole(resource, target) if {
	resource != "*"
	count(key_arn.parts(resource)) < 6
} else := _worst(_each(key_arn.parts(resource), target)) if {
	resource != "*"
}

# How drafts of policies write what apply makes.
_is_pending(resource, _) if resource == identity_drafts.marker

_is_pending(resource, service) if startswith(resource, sprintf("arn:aws:%s:::known-after-apply", [service]))

_pending(target, mentioned) := "yes" if {
	mentioned.secrets == {target.address}
} else := "maybe" if {
	target.address in mentioned.secrets
} else := "no" if {
	mentioned.whole
} else := "maybe"

# What is no whole ARN may mean what it fits.
_whole(resource, target) := "maybe" if {
	contains(resource, "$")
} else := "maybe" if {
	regex.match(sprintf("^%s$", [principals.wildcard(resource, ".")]), _sample(target))
} else := "no"

_sample(target) := sprintf("arn:aws:%s:%s:%s:%s", [target.service, target.region, target.account, target.rest])

_each(parts, target) := {
	_part(parts[0], "arn"),
	_part(parts[1], _partition(target)),
	_part(parts[2], target.service),
	_part(parts[3], target.region),
	_part(parts[4], target.account),
	_last(concat(":", array.slice(parts, 5, count(parts))), target),
}

_worst(results) := "no" if {
	"no" in results
} else := "maybe" if {
	"maybe" in results
} else := "yes"

_partition(target) := object.get(_partitions, target.region, "")

_partitions := {row.code: row.partition | some row in data.keywright.data.regions.regions}

_part(pattern, value) := "maybe" if {
	contains(pattern, "$")
} else := "yes" if {
	regex.match(`^[*]+$`, pattern)
} else := "maybe" if {
	value == ""
} else := "yes" if {
	regex.match(sprintf("^%s$", [principals.wildcard(pattern, ".")]), value)
} else := "no"

# ÿ is matched by wildcards alone, so that what matches it matches whatever AWS picks.
_last(pattern, target) := "maybe" if {
	contains(pattern, "$")
} else := "yes" if {
	target.rest != ""
	_fits(pattern, target.rest)
} else := "yes" if {
	target.rest == ""
	_fits(pattern, sprintf("%sÿ", [target.begins]))
} else := "maybe" if {
	target.rest == ""
	_begin_alike(regex.find_n(`^[^*?]*`, pattern, 1)[0], target.begins)
} else := "maybe" if {
	contains(target.rest, "ÿ")
	count(pattern) > 6
	regex.match(`^[A-Za-z0-9?]{6}$`, substring(pattern, count(pattern) - 6, 6))
	_fits(substring(pattern, 0, count(pattern) - 6), trim_suffix(target.rest, "ÿÿÿÿÿÿ"))
} else := "no"

_fits(pattern, text) if regex.match(sprintf("^%s$", [principals.wildcard(pattern, ".")]), text)

_begin_alike(one, other) if startswith(one, other)

_begin_alike(one, other) if startswith(other, one)

# all_of says that a resource means every secret of a service, in one account and region at least.
all_of("*", _)

all_of(resource, service) if {
	parts := key_arn.parts(resource)
	count(parts) >= 6
	_part(parts[2], service) == "yes"
	regex.match(`^((secret:|parameter/))?/?[*]+$`, concat(":", array.slice(parts, 5, count(parts))))
}

all_of(resource, service) if {
	resource != "*"
	count(key_arn.parts(resource)) < 6
	_fits(resource, sprintf("arn:aws:%s:ÿ:ÿ:ÿ", [service]))
}

# candidates gives the targets that a resource of a statement may mean, so that not each statement is held against each secret:
# those whose ARN begins as it does.
candidates(resource, mentioned) := mentioned.secrets if {
	_after_apply(resource)
	mentioned.whole
} else := _addresses if {
	_wide(resource)
} else := _alike(regex.find_n(`^[^*?]*`, _end(resource), 1)[0])

_alike(fixed) := object.get(_by_prefix, fixed, set()) | union({object.get(_by_base, substring(fixed, 0, n), set()) | some n in numbers.range(1, count(fixed))})

_end(resource) := concat(":", array.slice(parts, 5, count(parts))) if {
	parts := key_arn.parts(resource)
}

_after_apply(resource) if {
	some service in ["secretsmanager", "ssm"]
	_is_pending(resource, service)
}

_wide(resource) if _after_apply(resource)

_wide(resource) if count(key_arn.parts(resource)) < 6

_wide(resource) if contains(_end(resource), "$")

_addresses := {target.address | some target in targets}

# What is known of how an ARN ends begins with this, in any case.
_base(target) := trim_right(target.rest, "ÿ") if target.rest != ""

_base(target) := target.begins if target.rest == ""

_by_base := {base: addresses | some base, addresses in _bases}

_bases[_base(target)] contains target.address if some target in targets

_by_prefix := {prefix: addresses | some prefix, addresses in _prefixes}

_prefixes[substring(base, 0, n)] contains address if {
	some base, addresses in _by_base
	some n in numbers.range(0, count(base))
	some address in addresses
}

# of_name gives the secrets that an identifier names: an ARN, an id or a name, or what a container's valueFrom adds to an ARN.
of_name(text) := object.get(_by_name, _bare(text), set())

_bare(text) := concat(":", array.slice(parts, 0, 7)) if {
	startswith(text, "arn:")
	parts := split(text, ":")
	count(parts) > 7
} else := text

_by_name := {name: addresses | some name, addresses in _names}

_names[name] contains resource.address if {
	some resource in array.concat(plan.resources.aws_secretsmanager_secret, plan.resources.aws_ssm_parameter)
	identifiers.alive(resource)
	some attribute in ["arn", "id", "name"]
	name := resource.values[attribute]
	is_string(name)
}

# blocks are the blocks of the configuration that are secrets.
blocks := {resource.block | some resource in secret_rows.due}
