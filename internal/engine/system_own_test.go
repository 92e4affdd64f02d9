package engine_test

import "testing"

// The payment app again, its keys declared by keywright's own resources: examples/drop.
func TestSystemOwn(t *testing.T) {
	const (
		national = "keywright_key.national_id"
		pii      = "keywright_key.pii"
		backup   = "keywright_key.backup"
	)
	testSystem(t, "drop", []fact{
		{"a class below its domain's", pii, instead(`"classification":"restricted"`, `"classification":"internal"`), []string{"KEY-04"}},
		{"no owner", pii, instead(`"owner":"security-team"`, `"owner":""`), []string{"KEY-04"}},
		{"another environment", pii, instead(`"environment":"production"`, `"environment":"staging"`), []string{"SEP-07"}},
		{"a key that signs", pii, instead(`"usage":"ENCRYPT_DECRYPT"`, `"usage":"SIGN_VERIFY"`), []string{"KEY-01", "KEY-03"}},
		{"a curve that nobody approves", pii, instead(`"spec":"SYMMETRIC_DEFAULT"`, `"spec":"ECC_SECG_P256K1"`), []string{"KEY-01", "ROT-01", "ROT-03"}},
		{"imported material", pii, instead(`"origin":"AWS_KMS"`, `"origin":"EXTERNAL"`), []string{"KEY-06", "KEY-16", "KEY-18", "ROT-01", "ROT-03"}},
		{"a week until deletion", pii, instead(`"deletion_window_days":30`, `"deletion_window_days":7`), []string{"KEY-08"}},
		{"a key that may be destroyed", pii, instead(`"deletion_protection":true`, `"deletion_protection":false`), []string{"KEY-12"}},
		{"a multi-region key", pii, instead(`"multi_region":false`, `"multi_region":true`), []string{"REG-04"}},
		{"the backup key in London", backup, instead(`"region":"eu-west-1"`, `"region":"eu-west-2"`), []string{"REG-01"}},
		{"the backup key in the primary region", backup, instead(`"region":"eu-west-1"`, `"region":"eu-north-1"`), []string{"REG-02", "SEP-05"}},
		{"the national ID's key protects more", national, instead(`["users.fodselsnummer"]`, `["users.fodselsnummer","users.email"]`), []string{"ACC-08", "SEP-01", "SEP-02"}},
		{"a field without a key of its own", national, instead(`"users.fodselsnummer"`, `"users.shoe_size"`), []string{"SEP-01"}},
		{"no schedule", "keywright_rotation.annual", gone, []string{"ROT-01"}},
		{"a schedule of 800 days", "keywright_rotation.annual", instead(`"period_days":365`, `"period_days":800`), []string{"ROT-02"}},
		{"the backup key rotates by itself", "keywright_rotation.backup", instead(`"method":"manual"`, `"method":"automatic"`), []string{"ROT-01"}},
		{"nobody rotates the backup key", "keywright_rotation.backup", instead(`"owner":"security-team"`, `"owner":null`), []string{"ROT-01"}},
		{"the administrator decrypts", pii, all(inPolicy(`"kms:EnableKey"`, `"kms:EnableKey","kms:Decrypt"`), inPolicy(`:role/drop-key-admin"]}}}`, `:role/nobody"]}}}`)), []string{"ACC-01", "ACC-09"}},
		{"the administrator makes grants", pii, all(inPolicy(`"kms:EnableKey"`, `"kms:EnableKey","kms:CreateGrant"`), inPolicy(`:role/drop-key-admin"]}}}`, `:role/nobody"]}}}`)), []string{"ACC-02"}},
		{"an application from anywhere", pii, instead(`"aws:SourceVpce`, `"aws:Nothing`), []string{"ACC-07"}},
		{"who encrypts the national ID decrypts it", national, inPolicy(`"kms:Encrypt"`, `"kms:Encrypt","kms:Decrypt"`), []string{"ACC-04", "ACC-08"}},
		{"a partner's account decrypts", pii, instead(`123456789012:role/drop-app`, `999999999999:role/drop-app`), []string{"ACC-10"}},
	})
}
