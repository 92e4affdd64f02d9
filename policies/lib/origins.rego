# METADATA
# title: Where key material comes from
# description: Of which origins the material was made where it is kept, and of which an HSM of one's own holds it.
package keywright.lib.origins

# inside are the origins of material that a cloud's service made and keeps.
inside := {"AWS_KMS", "GOOGLE_SOFTWARE", "GOOGLE_HSM", "GOOGLE_HSM_SINGLE_TENANT"}

# own_hsm are the origins of material in an HSM of one's own.
own_hsm := {"AWS_CLOUDHSM", "GOOGLE_HSM_SINGLE_TENANT"}

# places says in words where material of an origin is, where that is no HSM of one's own.
places := {
	"AWS_KMS": "KMS, whose HSMs are shared",
	"EXTERNAL": "KMS, with imported material",
	"GOOGLE_SOFTWARE": "Cloud KMS, in software (protection_level SOFTWARE)",
	"GOOGLE_HSM": "Cloud HSM, whose HSMs are shared (protection_level HSM)",
}
