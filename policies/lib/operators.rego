# METADATA
# title: Condition operators
# description: |
#   Takes the name of a condition operator apart: the set operator before it, IfExists behind it, and whether it denies
#   another one. Source: IAM User Guide, IAM JSON policy elements: Condition operators.
package keywright.lib.operators

import data.keywright.lib.actions

# read gives {"set", "base", "negative", "if_exists"}: base is the operator that compares, in lower case, and "" where
# IAM knows none of that name.
read(operator) := found if {
	found := _read[actions.folded(operator)]
} else := {"set": "", "base": "", "negative": false, "if_exists": false}

# Every name that IAM knows, taken apart once.
_read := {name: parts |
	some set in ["", "forallvalues", "foranyvalue"]
	some if_exists in [false, true]
	some base, positive in _bases
	not _impossible(base, if_exists)
	name := concat("", [_before[set], base, _behind[if_exists]])
	parts := {"set": set, "base": positive, "negative": base != positive, "if_exists": if_exists}
}

_before := {"": "", "forallvalues": "forallvalues:", "foranyvalue": "foranyvalue:"}

_behind := {false: "", true: "ifexists"}

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
