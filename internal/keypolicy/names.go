package keypolicy

import "strings"

// operators are IAM's condition operators, without set prefix and IfExists.
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
var operators = []string{
	"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
	"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
	"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
	"Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "Null",
}

// conditionKeys are the global and KMS condition keys in the documented case. Case does not matter to IAM; this table
// only makes the canonical form readable.
// Source: Service Authorization Reference for AWS KMS, IAM User Guide on global condition keys.
var conditionKeys = []string{
	"aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "aws:CurrentTime", "aws:EpochTime", "aws:FederatedProvider",
	"aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent", "aws:PrincipalAccount", "aws:PrincipalArn",
	"aws:PrincipalIsAWSService", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalServiceName",
	"aws:PrincipalServiceNamesList", "aws:PrincipalType", "aws:Referer", "aws:RequestedRegion", "aws:ResourceAccount",
	"aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:SecureTransport", "aws:SourceAccount", "aws:SourceArn",
	"aws:SourceIdentity", "aws:SourceIp", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceVpc", "aws:SourceVpcArn",
	"aws:SourceVpce", "aws:TagKeys", "aws:TokenIssueTime", "aws:UserAgent", "aws:userid", "aws:username",
	"aws:ViaAWSService", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths", "aws:VpcSourceIp",
	"kms:BypassPolicyLockoutSafetyCheck", "kms:CallerAccount", "kms:CustomerMasterKeySpec", "kms:CustomerMasterKeyUsage",
	"kms:DataKeyPairSpec", "kms:EncryptionAlgorithm", "kms:EncryptionContextKeys", "kms:ExpirationModel",
	"kms:GrantConstraintSourceArn", "kms:GrantConstraintType", "kms:GranteePrincipal", "kms:GranteeServicePrincipal",
	"kms:GrantIsForAWSResource", "kms:GrantOperations", "kms:KeyAgreementAlgorithm", "kms:KeyOrigin", "kms:KeySpec",
	"kms:KeyUsage", "kms:MacAlgorithm", "kms:MessageType", "kms:MultiRegion", "kms:MultiRegionKeyType",
	"kms:PrimaryRegion", "kms:ReEncryptOnSameKey", "kms:ReplicaRegion", "kms:RequestAlias", "kms:ResourceAliases",
	"kms:RetiringPrincipal", "kms:RetiringServicePrincipal", "kms:RotationPeriodInDays",
	"kms:ScheduleKeyDeletionPendingWindowInDays", "kms:SigningAlgorithm", "kms:TrailingDaysWithoutKeyUsage",
	"kms:ValidTo", "kms:ViaService", "kms:WrappingAlgorithm", "kms:WrappingKeySpec",
}

// keyPrefixes are keys that end in a name of the request's own.
var keyPrefixes = []string{
	"aws:PrincipalTag/", "aws:RequestTag/", "aws:ResourceTag/", "kms:EncryptionContext:", "kms:RecipientAttestation:",
}

var (
	operatorCase = foldedIndex(operators)
	keyCase      = foldedIndex(conditionKeys)
)

func foldedIndex(names []string) map[string]string {
	out := make(map[string]string, len(names))
	for _, n := range names {
		out[fold(n)] = n
	}
	return out
}

// operator is a condition operator taken apart.
type operator struct {
	set      string // "", ForAllValues or ForAnyValue
	base     string // as in operators; "" where it is none
	ifExists bool
}

func readOperator(s string) operator {
	var o operator
	folded := fold(s)
	for _, set := range []string{"ForAllValues", "ForAnyValue"} {
		if rest, ok := strings.CutPrefix(folded, fold(set)+":"); ok {
			o.set, folded = set, rest
			break
		}
	}
	if base, ok := operatorCase[folded]; ok {
		o.base = base
		return o
	}
	if rest, ok := strings.CutSuffix(folded, "ifexists"); ok && rest != "null" {
		o.base, o.ifExists = operatorCase[rest], true
	}
	return o
}

func canonicalOperator(s string) string {
	o := readOperator(s)
	if o.base == "" {
		return s
	}
	out := o.base
	if o.set != "" {
		out = o.set + ":" + out
	}
	if o.ifExists {
		out += "IfExists"
	}
	return out
}

// canonicalKey spells a known key as documented. The part of a key that names an encryption context pair or a tag
// stays as written.
func canonicalKey(s string) string {
	folded := fold(s)
	if known, ok := keyCase[folded]; ok {
		return known
	}
	for _, prefix := range keyPrefixes {
		if strings.HasPrefix(folded, fold(prefix)) {
			return prefix + s[len(prefix):]
		}
	}
	return s
}

// fold lowers ASCII letters only: IAM's names are ASCII, and folding more would make look-alikes equal.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
