package engine_test

import "testing"

func vaultKey(name string) string { return `azurerm_key_vault_key.primary["` + name + `"]` }

// knows has the plan know an attribute of a resource.
func knows(name, value string) edit {
	return all(instead(`"`+name+`":true`, `"`+name+`":false`), instead(`"after":{`, `"after":{"`+name+`":`+value+`,`))
}

// The payment app in Azure.
func TestSystemAzure(t *testing.T) {
	const (
		primary  = `azurerm_key_vault.roles["primary"]`
		admin    = `azurerm_role_assignment.administrator["primary"]`
		database = `azurerm_role_assignment.primary["database"]`
		byRoles  = `"rbac_authorization_enabled":true`
	)
	testSystem(t, "system-azure", []fact{
		{"a key of RSA-2048", vaultKey("database"), instead(`"key_size":4096`, `"key_size":2048`), []string{"KEY-01", "KEY-02"}},
		{"a curve that nobody approves", "azurerm_key_vault_key.tokens", instead(`P-384`, `P-256K`), []string{"KEY-01"}},
		{"a key that wraps and signs", vaultKey("database"), instead(`["unwrapKey","wrapKey"]`, `["unwrapKey","wrapKey","sign"]`), []string{"KEY-03"}},
		{"tokens by a key that wraps", "azurerm_key_vault_key.tokens", all(instead(`["sign","verify"]`, `["unwrapKey","wrapKey"]`), instead(`"curve":"P-384"`, `"curve":""`), instead(`"key_size":null`, `"key_size":4096`), instead(`EC-HSM`, `RSA-HSM`)), []string{"KEY-03"}},
		{"no owner", vaultKey("database"), instead(`"Owner":"security-team",`, ``), []string{"KEY-04"}},
		{"no classification", vaultKey("database"), instead(`"DataClassification":"restricted",`, ``), []string{"KEY-04"}},
		{"no purpose", vaultKey("database"), instead(`,"Purpose":"database"`, ``), []string{"ENC-01?", "KEY-02?", "KEY-03?", "KEY-04", "KEY-05?", "REG-02?", "ROT-01?", "ROT-02?", "SEP-01?", "SEP-02", "SEP-02?", "SEP-03?", "SEP-04?"}},
		{"no tags", vaultKey("database"), instead(`"tags":{"DataClassification":"restricted","Environment":"production","Owner":"security-team","Purpose":"database"}`, `"tags":null`), []string{"ENC-01?", "KEY-02?", "KEY-03?", "KEY-04", "KEY-05?", "REG-02?", "ROT-01?", "ROT-02?", "SEP-01?", "SEP-02", "SEP-02?", "SEP-03?", "SEP-04?", "SEP-07?"}},
		{"a class below its domain's", vaultKey("aml-kyc"), instead(`"restricted"`, `"internal"`), []string{"KEY-04"}},
		{"two purposes on one key", vaultKey("database"), instead(`"Purpose":"database"`, `"Purpose":"database aml-kyc"`), []string{"KEY-05", "SEP-02"}},
		{"a key for staging too", vaultKey("database"), instead(`"production"`, `"production staging"`), []string{"KEY-05"}},
		{"the backups' key is gone", "azurerm_key_vault_key.backup", gone, []string{"KEY-13", "REG-02-", "REG-03?", "REG-05?", "SEP-02", "SEP-03-"}},
		{"the documents' key is gone", vaultKey("aml-kyc"), gone, []string{"ENC-01?", "KEY-13", "REG-05?", "SEP-02"}},
		{"the secrets' key is gone", vaultKey("application-secrets"), gone, []string{"KEY-13", "SEP-02"}},
		{"the logs' key is gone", "azurerm_key_vault_key.log", gone, []string{"AUD-01?", "ENC-01?", "ENC-03?", "KEY-13", "REG-05?"}},
		{"the tokens' key is gone", "azurerm_key_vault_key.tokens", gone, []string{"ACC-01?", "ACC-02?", "ACC-03?", "ACC-04?", "ACC-05?", "ACC-07?", "ACC-09?", "KEY-13"}},
		{"a vault that may be purged", primary, instead(`"purge_protection_enabled":true`, `"purge_protection_enabled":false`), []string{"KEY-08", "SEC-04"}},
		{"a vault that says nothing of purging", primary, instead(`"purge_protection_enabled":true`, `"purge_protection_enabled":null`), []string{"KEY-08", "SEC-04"}},
		{"a week until deletion", primary, instead(`"soft_delete_retention_days":30`, `"soft_delete_retention_days":7`), []string{"KEY-08"}},
		{"ninety days until deletion", primary, instead(`"soft_delete_retention_days":30`, `"soft_delete_retention_days":90`), []string{"KEY-08", "SEC-04"}},
		{"a vault in London", primary, instead(`Norway East`, `UK South`), []string{"REG-01", "REG-05"}},
		{"a vault in Zurich", primary, instead(`Norway East`, `switzerlandnorth`), []string{"REG-01", "REG-05"}},
		{"a vault nobody knows where", primary, instead(`Norway East`, `Atlantis`), []string{"REG-01?", "REG-05", "REG-05?"}},
		{"the backups' vault beside the data", `azurerm_key_vault.roles["backup"]`, instead(`swedencentral`, `norwayeast`), []string{"REG-02", "REG-03", "REG-05"}},

		{"no rotation", vaultKey("database"), instead(`[{"automatic":[{"time_after_creation":"P350D","time_before_expiry":null}],"expire_after":null,"notify_before_expiry":null}]`, `[]`), []string{"ROT-01"}},
		{"a rotation of 800 days", vaultKey("database"), instead(`P350D`, `P800D`), []string{"ROT-02"}},
		{"a rotation that nobody can read", vaultKey("database"), instead(`P350D`, `yearly`), []string{"ROT-01?", "ROT-02?"}},
		{"an end in place of rotation", vaultKey("database"), instead(`"automatic":[{"time_after_creation":"P350D","time_before_expiry":null}],"expire_after":null`, `"automatic":[],"expire_after":"P350D"`), []string{"ROT-01"}},
		{"the logs' key rotates once a year", "azurerm_key_vault_key.log", instead(`P120D`, `P395D`), []string{"ENC-03", "ROT-02"}},
		{"the backup key rotates by itself", "azurerm_key_vault_key.backup", instead(`"rotation_policy":[]`, `"rotation_policy":[{"automatic":[{"time_after_creation":"P350D","time_before_expiry":null}],"expire_after":null,"notify_before_expiry":null}]`), []string{"ROT-01"}},
		{"tokens' key rotates once a year", "azurerm_key_vault_key.tokens", instead(`P90D`, `P365D`), []string{"ROT-02"}},

		{"the administrator uses keys", admin, instead(`Key Vault Contributor`, `Key Vault Crypto Officer`), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"in other letters", admin, instead(`Key Vault Contributor`, `key vault ADMINISTRATOR`), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"the administrator uses one key", admin, all(instead(`Key Vault Contributor`, `Key Vault Crypto User`), instead(`"azurerm_key_vault.roles"`, `"azurerm_key_vault_key.log.resource_versionless_id","azurerm_key_vault_key.log"`), instead(`,"each.key"`, ``)), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"the administrator gives roles", admin, instead(`Key Vault Contributor`, `User Access Administrator`), []string{"ACC-02"}},
		{"the administrator owns the vault", admin, instead(`Key Vault Contributor`, `Owner`), []string{"ACC-02"}},
		{"a role that nobody knows", admin, instead(`Key Vault Contributor`, `Vault Helper`), []string{"ACC-01"}},
		{"a role by an id that nobody knows", "azurerm_role_assignment.auditor", all(instead(`"role_definition_name":"Key Vault Reader"`, `"role_definition_name":"","role_definition_id":"/providers/Microsoft.Authorization/roleDefinitions/99999999-9999-9999-9999-999999999999"`)), []string{"ACC-05?", "ACC-14-"}},
		{"the auditor uses keys", "azurerm_role_assignment.auditor", instead(`Key Vault Reader`, `Key Vault Crypto User`), []string{"ACC-01?", "ACC-05?", "ACC-09?", "ACC-14"}},
		{"the auditor uses keys of all subscriptions", "azurerm_role_assignment.auditor", all(instead(`Key Vault Reader`, `Key Vault Crypto User`), instead(`/subscriptions/00000000-0000-0000-0000-000000000000`, `/providers/Microsoft.Management/managementGroups/root`)), []string{"ACC-01?", "ACC-05?", "ACC-09?", "ACC-14"}},
		{"the auditor gives roles", "azurerm_role_assignment.auditor", instead(`Key Vault Reader`, `Owner`), []string{"ACC-02?", "ACC-05?", "ACC-09?", "ACC-14-"}},
		{"the database's service uses all keys", database, all(knows("scope", `"/subscriptions/00000000-0000-0000-0000-000000000000"`)), []string{"ACC-14"}},
		{"the database's service makes keys", database, instead(`Key Vault Crypto Service Encryption User`, `Key Vault Crypto Officer`), []string{"ACC-01", "ACC-04", "ACC-09"}},
		{"the database's service gives roles", database, instead(`Key Vault Crypto Service Encryption User`, `Key Vault Data Access Administrator`), []string{"ACC-04"}},
		{"the administrator uses the database's key", database, knows("principal_id", `"aaaaaaaa-5555-5555-5555-555555555555"`), []string{"ACC-01", "ACC-04"}},
		{"a vault that everyone reaches", primary, instead(`"default_action":"Deny"`, `"default_action":"Allow"`), []string{"ACC-07"}},
		{"a vault without network rules", primary, instead(`"network_acls":[{"bypass":"AzureServices","default_action":"Deny","ip_rules":null,"virtual_network_subnet_ids":["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/drop/providers/Microsoft.Network/virtualNetworks/drop/subnets/app"]}]`, `"network_acls":[]`), []string{"ACC-07"}},
		{"rules that let the internet in", primary, instead(`"ip_rules":null`, `"ip_rules":["0.0.0.0/0"]`), []string{"ACC-07"}},
		{"rules that nobody knows yet", primary, all(instead(`"default_action":"Deny",`, ``), instead(`"network_acls":[{`, `"network_acls":[{"default_action":true,`)), []string{"ACC-07?"}},
		{"access policies where roles counted", primary, instead(byRoles, `"rbac_authorization_enabled":false`), []string{"ACC-02"}},
		{"neither is said", primary, instead(byRoles, `"rbac_authorization_enabled":null`), []string{"ACC-01?", "ACC-02?", "ACC-03?", "ACC-04?", "ACC-05?", "ACC-07?", "ACC-09?", "SEP-07?"}},
		{"an access policy in the vault", "azurerm_key_vault.tokens", knows("access_policy", `[{"application_id":null,"certificate_permissions":[],"key_permissions":["Sign"],"object_id":"bbbbbbbb-6666-6666-6666-666666666666","secret_permissions":[],"storage_permissions":[],"tenant_id":"22222222-2222-2222-2222-222222222222"}]`), []string{"ACC-05"}},
		{"the administrator signs", "azurerm_key_vault_access_policy.administrator", instead(`"GetRotationPolicy"`, `"sign"`), []string{"ACC-01", "ACC-09"}},
		{"the administrator imports", "azurerm_key_vault_access_policy.administrator", instead(`"GetRotationPolicy"`, `"Import"`), []string{"ACC-04"}},
		{"the signer deletes", "azurerm_key_vault_access_policy.tokens", instead(`"Verify"`, `"Delete"`), []string{"ACC-04", "ACC-09"}},
		{"the auditor signs", "azurerm_key_vault_access_policy.auditor", instead(`"List"`, `"Sign"`), []string{"ACC-05"}},
		{"the auditor purges", "azurerm_key_vault_access_policy.auditor", instead(`"List"`, `"Purge"`), []string{"ACC-05"}},
		{"a permission that nobody knows", "azurerm_key_vault_access_policy.auditor", instead(`"List"`, `"All"`), []string{"ACC-05"}},

		{"documents by Azure's own key", "azurerm_storage_account_customer_managed_key.kyc", gone, []string{"ENC-01"}},
		{"documents by the database's key", "azurerm_storage_account_customer_managed_key.kyc", instead(`aml-kyc`, `database`), []string{"ENC-01"}},
		{"documents by a key elsewhere", "azurerm_storage_account_customer_managed_key.kyc", knows("key_vault_key_id", `"https://theirs.vault.azure.net/keys/kyc"`), []string{"ENC-01?", "REG-05?"}},
		{"documents in Sweden", "azurerm_storage_account.kyc", instead(`Norway East`, `Sweden Central`), []string{"REG-05"}},
		{"documents in London", "azurerm_storage_account.kyc", instead(`Norway East`, `uksouth`), []string{"REG-05"}},
		{"documents that say nothing", "azurerm_storage_account.kyc", instead(`"DataClassification":"restricted","Environment":"production","Owner":"security-team","Purpose":"aml-kyc"`, ``), []string{"ENC-01?"}},
		{"queues by the service's key", "azurerm_storage_account.kyc", instead(`"queue_encryption_key_type":"Account"`, `"queue_encryption_key_type":"Service"`), []string{"ENC-01"}},
		{"documents by plain HTTP", "azurerm_storage_account.kyc", instead(`"https_traffic_only_enabled":true`, `"https_traffic_only_enabled":false`), []string{"ENC-04"}},
		{"documents by TLS 1.0", "azurerm_storage_account.kyc", instead(`TLS1_2`, `TLS1_0`), []string{"ENC-04"}},
		{"backups by the database's key", "azurerm_storage_account_customer_managed_key.backup", all(instead(`azurerm_key_vault_key.backup`, `azurerm_key_vault_key.primary[\"database\"]`), instead(`roles[\"backup\"]`, `roles[\"primary\"]`), instead(`"key_name":"backup"`, `"key_name":"database"`)), []string{"REG-03", "REG-05"}},
		{"backups beside the data", "azurerm_storage_account.backup", instead(`swedencentral`, `norwayeast`), []string{"REG-03", "REG-05"}},
		{"backups by Azure's own key", "azurerm_storage_account_customer_managed_key.backup", gone, []string{"REG-03"}},
		{"the database by Azure's own key", "azurerm_mssql_server_transparent_data_encryption.drop", gone, []string{"ENC-01"}},
		{"the database by no key that is named", "azurerm_mssql_server_transparent_data_encryption.drop", instead(`"key_vault_key_id":{"references":["azurerm_key_vault_key.primary[\"database\"].id","azurerm_key_vault_key.primary[\"database\"]","azurerm_key_vault_key.primary"]},`, ``), []string{"ENC-01"}},
		{"the database by the documents' key", "azurerm_mssql_server_transparent_data_encryption.drop", instead(`database`, `aml-kyc`), []string{"ENC-01"}},
		{"one database by the documents' key", "azurerm_mssql_database.drop", instead(`"transparent_data_encryption_key_vault_key_id":null`, `"transparent_data_encryption_key_vault_key_id":"https://drop-primary.vault.azure.net/keys/aml-kyc/0123456789abcdef0123456789abcdef"`), []string{"ENC-01"}},
		{"a database in plain", "azurerm_mssql_database.drop", instead(`"transparent_data_encryption_enabled":true`, `"transparent_data_encryption_enabled":false`), []string{"ENC-01"}},
		{"the database in Ireland", "azurerm_mssql_server.drop", instead(`norwayeast`, `northeurope`), []string{"REG-05"}},
		{"the database by any TLS", "azurerm_mssql_server.drop", instead(`"minimum_tls_version":"1.2"`, `"minimum_tls_version":"Disabled"`), []string{"ENC-04"}},
		{"the database's password in plain", "azurerm_mssql_server.drop", instead(`"administrator_login_password":null`, `"administrator_login_password":"hunter2hunter2"`), []string{"SEC-03"}},

		{"an app by plain HTTP", "azurerm_linux_web_app.drop", instead(`"https_only":true`, `"https_only":false`), []string{"ENC-04"}},
		{"an app by TLS 1.2", "azurerm_linux_web_app.drop", instead(`"minimum_tls_version":"1.3"`, `"minimum_tls_version":"1.2"`), []string{"ENC-04"}},
		{"a password in the app's settings", "azurerm_linux_web_app.drop", instead(`@Microsoft.KeyVault(SecretUri=https://drop-primary.vault.azure.net/secrets/database)`, `hunter2hunter2`), []string{"SEC-03"}},
		{"a key in a harmless setting", "azurerm_linux_web_app.drop", instead(`"LOG_LEVEL":"info"`, `"LOG_LEVEL":"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC"`), []string{"SEC-03"}},
		{"a connection string in plain", "azurerm_linux_web_app.drop", instead(`"connection_string":[]`, `"connection_string":[{"name":"main","type":"SQLAzure","value":"Server=drop;Password=hunter2hunter2"}]`), []string{"SEC-03?"}},

		{"a secret without an end", "azurerm_key_vault_secret.database", instead(`"2027-05-01T00:00:00Z"`, `null`), []string{"SEC-02"}},
		{"a secret that ends late", "azurerm_key_vault_secret.database", instead(`2027-05-01`, `2029-05-01`), []string{"SEC-02"}},
		{"a secret that has ended", "azurerm_key_vault_secret.database", instead(`2027-05-01`, `2026-05-01`), []string{"SEC-02"}},
		{"a secret in plain", "azurerm_key_vault_secret.database", instead(`"value":null`, `"value":"hunter2hunter2"`), []string{"SEC-03"}},

		{"a certificate of a year", "azurerm_key_vault_certificate.www", instead(`"validity_in_months":2`, `"validity_in_months":12`), []string{"ENC-05"}},
		{"a certificate of RSA-2048", "azurerm_key_vault_certificate.www", all(instead(`EC-HSM`, `RSA-HSM`), instead(`"curve":"P-384"`, `"curve":null,"key_size":2048`), instead(`"key_size":true`, `"key_size":false`)), []string{"ENC-05"}},
		{"a certificate that is brought in", "azurerm_key_vault_certificate.www", instead(`"certificate":[]`, `"certificate":[{"contents":"bm90IGEgY2VydGlmaWNhdGU=","password":null}]`), []string{"ENC-05?", "SEC-03"}},

		{"nothing records a vault", `azurerm_monitor_diagnostic_setting.roles["primary"]`, gone, []string{"AUD-01", "AUD-02", "AUD-04", "AUD-05"}},
		{"metrics alone are recorded", `azurerm_monitor_diagnostic_setting.roles["primary"]`, instead(`AuditEvent`, `AzurePolicyEvaluationDetails`), []string{"AUD-01", "AUD-02", "AUD-04", "AUD-05"}},
		{"nothing is kept", `azurerm_monitor_diagnostic_setting.tokens`, all(instead(`"storage_account_id":true,`, ``), instead(`"storage_account_id":{"references":["azurerm_storage_account.logs.id","azurerm_storage_account.logs"]},`, ``)), []string{"AUD-01?", "AUD-02"}},
		{"nothing records the tokens' vault", `azurerm_monitor_diagnostic_setting.tokens`, gone, []string{"AUD-01", "AUD-02", "AUD-04"}},
		{"nobody hears", `azurerm_monitor_diagnostic_setting.tokens`, all(instead(`"log_analytics_workspace_id":true,`, ``), instead(`"log_analytics_workspace_id":{"references":["azurerm_log_analytics_workspace.watch.id","azurerm_log_analytics_workspace.watch"]},`, ``)), []string{"AUD-04"}},
		{"kept among the documents", `azurerm_monitor_diagnostic_setting.tokens`, instead(`azurerm_storage_account.logs`, `azurerm_storage_account.kyc`), []string{"AUD-02"}},
		{"another vault is recorded twice", `azurerm_monitor_diagnostic_setting.tokens`, instead(`azurerm_key_vault.tokens`, `azurerm_key_vault.roles[\"primary\"]`), []string{"AUD-01", "AUD-02", "AUD-04"}},
		{"a lock that can be lifted", "azurerm_storage_account.logs", instead(`"state":"Locked"`, `"state":"Unlocked"`), []string{"AUD-02", "AUD-05"}},
		{"a lock of a year", "azurerm_storage_account.logs", instead(`1827`, `365`), []string{"AUD-02"}},
		{"no lock", "azurerm_storage_account.logs", instead(`"immutability_policy":[{"allow_protected_append_writes":true,"period_since_creation_in_days":1827,"state":"Locked"}]`, `"immutability_policy":[]`), []string{"AUD-02", "AUD-05"}},
		{"logs by Azure's own key", "azurerm_storage_account_customer_managed_key.logs", gone, []string{"AUD-01", "ENC-01", "ENC-03?"}},
		{"logs by the database's key", "azurerm_storage_account_customer_managed_key.logs", instead(`azurerm_key_vault_key.log`, `azurerm_key_vault_key.primary[\"database\"]`), []string{"ENC-01", "ENC-03"}},

		{"an HSM of one's own is asked for", "profile", instead("domain \"aml-kyc\" {", "domain \"aml-kyc\" {\n  hsm = \"dedicated\""), []string{"KEY-10"}},
		{"a review that is overdue", "profile", instead(`2027-02-23`, `2026-02-23`), []string{"AUD-07"}},
		{"not the whole estate", "profile", instead("complete = true", "complete = false"), []string{"ACC-01?", "ACC-02?", "ACC-03?", "ACC-04?", "ACC-05?", "ACC-07?", "ACC-09?", "KEY-13-", "SEP-07?"}},
		{"a domain without data", "profile", instead("domain \"pii\" {\n  unused = \"the app of Azure keeps none\"\n}\n", ""), []string{"SEP-02"}},
		{"the tokens' key is not in the register", "profile", instead(`key "azurerm_key_vault_key.tokens"`, `key "azurerm_key_vault_key.former"`), []string{"KEY-13"}},
		{"the backups' key in another account", "profile", instead("same_account = true", "same_account = false"), []string{"SEP-03"}},
	})
}
