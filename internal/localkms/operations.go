package localkms

// operations are those of KMS that the local KMS answers.
var operations = map[string]handler{
	"CreateKey":            op((*call).createKey),
	"DescribeKey":          op((*call).describeKey),
	"ListKeys":             op((*call).listKeys),
	"EnableKey":            op((*call).enableKey),
	"DisableKey":           op((*call).disableKey),
	"UpdateKeyDescription": op((*call).updateKeyDescription),
	"ScheduleKeyDeletion":  op((*call).scheduleKeyDeletion),
	"CancelKeyDeletion":    op((*call).cancelKeyDeletion),

	"GetKeyPolicy":    op((*call).getKeyPolicy),
	"PutKeyPolicy":    op((*call).putKeyPolicy),
	"ListKeyPolicies": op((*call).listKeyPolicies),

	"CreateAlias": op((*call).createAlias),
	"UpdateAlias": op((*call).updateAlias),
	"DeleteAlias": op((*call).deleteAlias),
	"ListAliases": op((*call).listAliases),

	"TagResource":      op((*call).tagResource),
	"UntagResource":    op((*call).untagResource),
	"ListResourceTags": op((*call).listResourceTags),

	"EnableKeyRotation":    op((*call).enableKeyRotation),
	"DisableKeyRotation":   op((*call).disableKeyRotation),
	"GetKeyRotationStatus": op((*call).getKeyRotationStatus),
	"RotateKeyOnDemand":    op((*call).rotateKeyOnDemand),
	"ListKeyRotations":     op((*call).listKeyRotations),

	"Encrypt":                             op((*call).encrypt),
	"Decrypt":                             op((*call).decrypt),
	"ReEncrypt":                           op((*call).reEncrypt),
	"GenerateDataKey":                     op((*call).generateDataKey),
	"GenerateDataKeyWithoutPlaintext":     op((*call).generateDataKeyWithoutPlaintext),
	"GenerateDataKeyPair":                 op((*call).generateDataKeyPair),
	"GenerateDataKeyPairWithoutPlaintext": op((*call).generateDataKeyPairWithoutPlaintext),
	"GenerateRandom":                      op((*call).generateRandom),

	"GetPublicKey":       op((*call).getPublicKey),
	"Sign":               op((*call).sign),
	"Verify":             op((*call).verify),
	"GenerateMac":        op((*call).generateMac),
	"VerifyMac":          op((*call).verifyMac),
	"DeriveSharedSecret": op((*call).deriveSharedSecret),
	"Encapsulate":        op((*call).encapsulate),
	"Decapsulate":        op((*call).decapsulate),

	"ReplicateKey":        op((*call).replicateKey),
	"UpdatePrimaryRegion": op((*call).updatePrimaryRegion),

	"CreateGrant":         op((*call).createGrant),
	"ListGrants":          op((*call).listGrants),
	"ListRetirableGrants": op((*call).listRetirableGrants),
	"RetireGrant":         op((*call).retireGrant),
	"RevokeGrant":         op((*call).revokeGrant),

	"GetParametersForImport":    op((*call).getParametersForImport),
	"ImportKeyMaterial":         op((*call).importKeyMaterial),
	"DeleteImportedKeyMaterial": op((*call).deleteImportedKeyMaterial),

	"CreateCustomKeyStore":     op((*call).createCustomKeyStore),
	"DescribeCustomKeyStores":  op((*call).describeCustomKeyStores),
	"UpdateCustomKeyStore":     op((*call).updateCustomKeyStore),
	"ConnectCustomKeyStore":    op((*call).connectCustomKeyStore),
	"DisconnectCustomKeyStore": op((*call).disconnectCustomKeyStore),
	"DeleteCustomKeyStore":     op((*call).deleteCustomKeyStore),

	"GetKeyLastUsage": op((*call).getKeyLastUsage),
}
