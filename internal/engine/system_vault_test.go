package engine_test

import "testing"

// A small estate in Vault.
func TestSystemVault(t *testing.T) {
	const (
		database = `vault_transit_secret_backend_key.data["database"]`
		backup   = "vault_transit_secret_backend_key.backup"
		tokens   = "vault_transit_secret_backend_key.tokens"
		admin    = "vault_policy.administrator"
		auditor  = "vault_policy.auditor"
		app      = "vault_policy.application"
		people   = "vault_identity_group.administrators"
		rotates  = `path \"transit/keys/+/rotate\" { capabilities = [\"update\"] }`
		lists    = `path \"signing/keys/*\" { capabilities = [\"read\", \"list\"] }`
	)
	also := func(old, path, capabilities string) edit {
		return instead(old, old+`\n    path \"`+path+`\" { capabilities = [`+capabilities+`] }`)
	}
	testSystem(t, "system-vault", []fact{
		{"a key of AES-128", database, instead(`aes256-gcm96`, `aes128-gcm96`), []string{"KEY-01", "KEY-07"}},
		{"a key of RSA-2048", database, instead(`aes256-gcm96`, `rsa-2048`), []string{"KEY-01", "KEY-02", "KEY-03"}},
		{"data by a key that signs", database, instead(`aes256-gcm96`, `ed25519`), []string{"KEY-03"}},
		{"tokens by a key that encrypts", tokens, instead(`ed25519`, `aes256-gcm96`), []string{"KEY-03"}},
		{"a key that comes out", database, instead(`"exportable":false`, `"exportable":true`), []string{"KEY-06", "KEY-16"}},
		{"a key in plain backups", database, instead(`"allow_plaintext_backup":false`, `"allow_plaintext_backup":true`), []string{"KEY-06", "KEY-16"}},
		{"a key that may be deleted", database, instead(`"deletion_allowed":false`, `"deletion_allowed":true`), []string{"KEY-08", "KEY-12"}},
		{"no rotation", database, instead(`"auto_rotate_period":30240000`, `"auto_rotate_period":0`), []string{"ROT-01"}},
		{"a rotation of 800 days", database, instead(`"auto_rotate_period":30240000`, `"auto_rotate_period":69120000`), []string{"ROT-02"}},
		{"tokens' key rotates once a year", tokens, instead(`7776000`, `31536000`), []string{"ROT-02"}},
		{"the backup key rotates by itself", backup, all(instead(`"auto_rotate_period":true`, `"auto_rotate_period":false`), instead(`"after":{`, `"after":{"auto_rotate_period":31536000,`)), []string{"ROT-01"}},
		{"the backup key is gone", backup, gone, []string{"KEY-13", "SEP-02", "SEP-03-"}},
		{"nothing records", "vault_audit.file", gone, []string{"AUD-01", "AUD-02", "AUD-04?"}},
		{"a secret in plain", "vault_kv_secret_v2.database", instead(`"data_json":null`, `"data_json":"{\"password\":\"hunter2hunter2\"}"`), []string{"SEC-03"}},

		{"the administrator decrypts", admin, also(rotates, "transit/decrypt/database", `\"update\"`), []string{"ACC-01", "ACC-09"}},
		{"in one segment that is open", admin, also(rotates, "transit/+/database", `\"update\"`), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"by all that begins so", admin, also(rotates, "transit/dec*", `\"update\"`), []string{"ACC-01", "ACC-09", "ACC-14"}},
		{"by everything", admin, also(rotates, "*", `\"update\"`), []string{"ACC-01", "ACC-04", "ACC-09", "ACC-14"}},
		{"by root's word", admin, also(rotates, "transit/decrypt/+", `\"sudo\", \"update\"`), []string{"ACC-01", "ACC-09", "ACC-14"}},
		{"by creating", admin, also(rotates, "transit/decrypt/database", `\"create\"`), []string{"ACC-01?", "ACC-09?"}},
		{"refused after all", admin, all(also(rotates, "transit/decrypt/*", `\"update\"`), also(rotates, "transit/decrypt/database", `\"deny\"`)), []string{"ACC-01", "ACC-09", "ACC-14"}},
		{"the administrator rewraps", admin, also(rotates, "transit/rewrap/database", `\"update\"`), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"the administrator exports", admin, also(rotates, "transit/export/encryption-key/database", `\"read\"`), nil},
		{"the administrator makes keys exportable and takes them", admin, all(also(rotates, "transit/export/encryption-key/database", `\"read\"`), also(rotates, "transit/keys/+/config", `\"update\"`)), []string{"ACC-01", "ACC-09"}},
		{"the administrator backs up", admin, all(also(rotates, "transit/backup/database", `\"read\"`), also(rotates, "transit/keys/+/config", `\"update\"`)), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"the administrator makes data keys", admin, also(rotates, "transit/datakey/plaintext/database", `\"update\"`), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"the administrator makes wrapped data keys", admin, also(rotates, "transit/datakey/wrapped/database", `\"update\"`), []string{"ACC-04", "ACC-09"}},
		{"the administrator signs", admin, also(rotates, "signing/sign/tokens/sha2-256", `\"update\"`), []string{"ACC-01", "ACC-09"}},
		{"the administrator makes codes", admin, also(rotates, "transit/hmac/database", `\"update\"`), []string{"ACC-04", "ACC-09"}},
		{"the administrator writes policies", admin, also(rotates, "sys/policies/acl/*", `\"update\"`), []string{"ACC-02"}},
		{"the administrator writes policies, the old way", admin, also(rotates, "sys/policy/signer", `\"update\"`), []string{"ACC-02"}},
		{"the administrator makes roles", admin, also(rotates, "auth/kubernetes/role/+", `\"create\"`), []string{"ACC-02"}},
		{"the administrator gives to groups", admin, also(rotates, "identity/group/id/*", `\"update\"`), []string{"ACC-02"}},
		{"the administrator makes tokens", admin, also(rotates, "auth/token/create", `\"update\", \"sudo\"`), []string{"ACC-02"}},
		{"for whom it is, is known later", admin, also(rotates, "transit/decrypt/{{identity.entity.name}}", `\"update\"`), []string{"ACC-01?", "ACC-09?"}},
		{"a word that nobody knows", admin, also(rotates, "transit/decrypt/database", `\"everything\"`), []string{"ACC-01?", "ACC-02?", "ACC-03?", "ACC-04?", "ACC-05?", "ACC-09?", "ACC-14?", "SEP-07?"}},
		{"a policy that cannot be read", admin, instead(rotates, `path \"transit/decrypt/database\" {`), []string{"ACC-01?", "ACC-02?", "ACC-03?", "ACC-04?", "ACC-05?", "ACC-09?", "ACC-14?", "SEP-07?"}},
		{"the administrators are signers too", people, instead(`"policies":["administrator"]`, `"policies":["administrator","signer"]`), []string{"ACC-01", "ACC-09"}},
		{"the administrators are root", people, instead(`"policies":["administrator"]`, `"policies":["root"]`), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"a policy that nobody wrote", people, instead(`"policies":["administrator"]`, `"policies":["administrator","operators"]`), []string{"ACC-01?", "ACC-02?", "ACC-03?", "ACC-04?", "ACC-05?", "ACC-09?", "SEP-07?"}},
		{"the auditor signs", auditor, also(lists, "signing/sign/tokens", `\"update\"`), []string{"ACC-05"}},
		{"the auditor rotates", auditor, also(lists, "transit/keys/database/rotate", `\"update\"`), []string{"ACC-05"}},
		{"the auditor changes all", auditor, instead(`path \"transit/keys/*\" { capabilities = [\"read\", \"list\"] }`, `path \"transit/keys/*\" { capabilities = [\"read\", \"update\"] }`), []string{"ACC-05", "ACC-09"}},
		{"the auditor decrypts", auditor, also(lists, "transit/decrypt/database", `\"update\"`), []string{"ACC-05"}},
		{"the application decrypts with all keys", app, instead(`transit/decrypt/database`, `transit/decrypt/*`), []string{"ACC-14"}},
		{"the application decrypts with any one key", app, instead(`transit/decrypt/database`, `transit/decrypt/+`), []string{"ACC-14"}},
		{"the application rotates", app, instead(`transit/encrypt/database`, `transit/keys/database/rotate`), []string{"ACC-04", "ACC-09"}},
		{"who backs up decrypts", "vault_policy.backup", instead(`transit/encrypt/backup`, `transit/decrypt/backup`), []string{"ACC-04"}},
		{"who backs up is the application too", "vault_approle_auth_backend_role.backup", instead(`["backup"]`, `["backup","application"]`), []string{"ACC-04"}},
		{"the policy of everybody", "vault_policy.backup", all(instead(`"name":"backup"`, `"name":"default"`), instead(`transit/encrypt/backup`, `transit/decrypt/backup`)), []string{"ACC-01?", "ACC-02?", "ACC-03", "ACC-03?", "ACC-04", "ACC-04?", "ACC-05", "ACC-05?", "ACC-09?", "SEP-07?"}},

		{"nobody says what a key is for", "profile", instead(`key "`+backup+`"`, `key "`+backup+`s"`), []string{"KEY-03?", "KEY-04", "KEY-05?", "KEY-13", "ROT-01", "SEP-01?", "SEP-02", "SEP-02?", "SEP-03?", "SEP-07?"}},
		{"a class below its domain's", "profile", instead("\"token-signing\"\n  classification = \"confidential\"", "\"token-signing\"\n  classification = \"public\""), []string{"KEY-04"}},
		{"not the whole estate", "profile", instead("complete = true", "complete = false"), []string{"ACC-01?", "ACC-02?", "ACC-03?", "ACC-04?", "ACC-05?", "ACC-09?", "KEY-13-", "SEP-07?"}},
		{"an HSM of one's own is asked for", "profile", instead("domain \"backup\" {", "domain \"database\" {\n  hsm = \"dedicated\"\n}\n\ndomain \"backup\" {"), []string{"KEY-10"}},
	})
}
