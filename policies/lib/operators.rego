# METADATA
# title: Condition operators
# description: |
#   Takes the name of a condition operator apart: the set operator before it, IfExists behind it, and whether it denies
#   another one. Source: IAM User Guide, IAM JSON policy elements: Condition operators.
package keywright.lib.operators

import data.keywright.lib.actions

# read gives {"set", "base", "negative", "if_exists"}: base is the operator that compares, in lower case, and "" where
# IAM knows none of that name.
read(operator) := {"set": set, "base": positive, "negative": base != positive, "if_exists": if_exists} if {
	name := actions.folded(operator)
	set := _set(name)
	rest := trim_prefix(name, _before[set])
	if_exists := endswith(rest, "ifexists")
	base := trim_suffix(rest, "ifexists")
	not _impossible(base, if_exists)
	positive := _bases[base]
} else := {"set": "", "base": "", "negative": false, "if_exists": false}

_set(name) := split(name, ":")[0] if {
	regex.match(`^(forallvalues|foranyvalue):`, name)
} else := ""

_before := {"": "", "forallvalues": "forallvalues:", "foranyvalue": "foranyvalue:"}

_impossible("null", true)

# _bases gives what each operator compares by; where that has another name, the operator is its denial.
_bases := {
	"stringequals": "stringequals",
	"stringnotequals": "stringequals",
	"stringequalsignorecase": "stringequalsignorecase",
	"stringnotequalsignorecase": "stringequalsignorecase",
	"stringlike": "stringlike",
	"stringnotlike": "stringlike",
	"numericequals": "numericequals",
	"numericnotequals": "numericequals",
	"numericlessthan": "numericlessthan",
	"numericlessthanequals": "numericlessthanequals",
	"numericgreaterthan": "numericgreaterthan",
	"numericgreaterthanequals": "numericgreaterthanequals",
	"dateequals": "dateequals",
	"datenotequals": "dateequals",
	"datelessthan": "datelessthan",
	"datelessthanequals": "datelessthanequals",
	"dategreaterthan": "dategreaterthan",
	"dategreaterthanequals": "dategreaterthanequals",
	"bool": "bool",
	"binaryequals": "binaryequals",
	"ipaddress": "ipaddress",
	"notipaddress": "ipaddress",
	"arnequals": "arnequals",
	"arnnotequals": "arnequals",
	"arnlike": "arnlike",
	"arnnotlike": "arnlike",
	"null": "null",
}

# wild are the operators under which * and ? stand for other text.
wild := {"stringlike", "arnequals", "arnlike"}

# opaque are those that compare what is no text: numbers, dates, addresses.
opaque(base) if base in {"binaryequals", "ipaddress"}

opaque(base) if startswith(base, "numeric")

opaque(base) if startswith(base, "date")
