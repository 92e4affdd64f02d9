# METADATA
# title: Algorithms
# description: |
#   What the tables say of an algorithm, by the name that its cloud gives it. Most algorithms of other clouds are like one
#   of the table of KMS specs, and have its status and dates.
package keywright.lib.algorithms

# usages gives, for each spec and usage, the row of the tables.
usages := object.union(_single, {name: {"ENCRYPT_DECRYPT and SIGN_VERIFY": rows.ENCRYPT_DECRYPT} | some name, rows in _single; rows.SIGN_VERIFY})

# A key for both uses is judged as one that encrypts: every algorithm that can do both has one status for both.
_single := object.union(_usages, {name: _usages[row.like] | some name, row in _named; row.like})

_usages := {spec: rows | some spec, rows in _by_usage}

_by_usage[spec][usage] := row if {
	some algorithm in array.concat(data.keywright.data.algorithms.algorithms, _own)
	spec := algorithm.spec
	some row in algorithm.usages
	usage := row.usage
}

# encrypts says that a key of a usage does, whatever it is for besides.
encrypts(usage) if usage in {"ENCRYPT_DECRYPT", "ENCRYPT_DECRYPT and SIGN_VERIFY"}

# of gives family, bits and what the service does by itself, by spec.
of := object.union(_specs, {name: object.union(_specs[row.like], row) | some name, row in _named; row.like})

_specs := {row.spec: row | some row in array.concat(data.keywright.data.algorithms.algorithms, _own)}

_named := {row.spec: row | some row in data.keywright.data.cloud_algorithms.algorithms}

_own := [row | some row in data.keywright.data.cloud_algorithms.algorithms; not row.like]
