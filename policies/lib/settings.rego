# METADATA
# title: The profile in force
# description: What rules and inventory ask of the organisation's policy, with what holds where it says nothing.
package keywright.lib.settings

profile := data.keywright_profile

default facts := {}

facts := data.keywright_facts

# tags are the names of the tags that say what a key is for.
tags := object.union(
	{
		"purpose": "Purpose",
		"classification": "DataClassification",
		"owner": "Owner",
		"environment": "Environment",
		"protects": "Protects",
	},
	object.get(profile, "tags", {}),
)

classes := {"restricted", "confidential", "internal", "public"}

# default_class is the class of keys that declare none.
default_class := profile.policy.default_classification

domains := object.get(profile, "domain", {})

# spoken_of gives the domains that a name has in it. A name is a hint, never a purpose.
spoken_of(name) := {domain |
	spoken := lower(name)
	some domain in _speaking
	contains(spoken, domain)
}

_speaking := [domain | some domain, _ in domains; count(domain) > 3]

roles := object.get(profile, "role", {})

# named are the principals that the profile names exactly, by role.
principals(role) := {principal | some principal in object.get(object.get(roles, role, {}), "principals", [])}

# accounts are those that the profile lists, for the whole or for an environment.
accounts := {account | some account in object.get(object.get(profile, "policy", {}), "accounts", [])} | {account |
	some environment in object.get(object.get(profile, "policy", {}), "environment", {})
	some account in object.get(environment, "accounts", [])
}

# production are the names of the environment that serves customers.
production := {"production", "prod", "prd", "live"}

jurisdiction := object.get(object.get(profile, "regions", {}), "jurisdiction", "EEA")

primary_regions := {region | some region in object.get(object.get(profile, "regions", {}), "primary", [])}

backup_regions := {region | some region in object.get(object.get(profile, "regions", {}), "backup", [])}

estate_complete if profile.policy.estate.complete == true

# rotations are the profile's rotation blocks by type.
rotations := object.get(profile, "rotation", {})

# algorithms are the rows that the profile overrides.
algorithms := object.get(profile, "algorithm", {})

# least_days is how long the deletion of a key of a class must wait.
least_days("restricted") := 30

least_days(class) := 7 if class != "restricted"
