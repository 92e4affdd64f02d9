# METADATA
# title: Where key material comes from
# description: Of which origins the material was made where it is kept, and of which an HSM of one's own holds it.
package keywright.lib.origins

# inside are the origins of material that a cloud's service made and keeps.
inside := {"AWS_KMS", "AZURE_HSM", "AZURE_MANAGED_HSM", "AZURE_SOFTWARE", "GOOGLE_HSM", "GOOGLE_HSM_SINGLE_TENANT", "GOOGLE_SOFTWARE", "VAULT"}

# rotatable are the origins of material of which the service can make a next version by itself.
rotatable := inside | {"VAULT_EXPORTABLE"}

# outside are the origins of material that is, or may come to be, somewhere else as well.
outside := {"EXTERNAL", "REGISTERED_EXPORTABLE", "VAULT_EXPORTABLE"}

# own_hsm are the origins of material in an HSM that a policy means which asks for one: of one's own, or Cloud HSM, which is
# what Google Cloud has for it.
own_hsm := {"AWS_CLOUDHSM", "AZURE_MANAGED_HSM", "GOOGLE_HSM", "GOOGLE_HSM_SINGLE_TENANT"}

# places says in words where material of an origin is, where that is no HSM of one's own.
places := {
	"AWS_KMS": "KMS, whose HSMs are shared",
	"AZURE_HSM": "Key Vault, whose HSMs are shared",
	"AZURE_SOFTWARE": "Key Vault, in software",
	"EXTERNAL": "KMS, with imported material",
	"GOOGLE_SOFTWARE": "Cloud KMS, in software (protection_level SOFTWARE)",
	"REGISTERED": "what the register names, and it may not be read there",
	"REGISTERED_EXPORTABLE": "what the register names, where it may be read",
	"REGISTERED_HSM": "the HSM that the register names",
	"VAULT": "Vault, in software",
	"VAULT_EXPORTABLE": "Vault, in software, from where it may be exported",
}
