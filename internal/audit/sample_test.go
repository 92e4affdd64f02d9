package audit_test

import (
	"strings"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/audit"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

const iam = "arn:aws:iam::123456789012:"

func ptr[T any](v T) *T { return &v }

func can(principal, role string, conditions []string, capabilities ...string) finding.Access {
	a := finding.Access{Principal: principal, Kind: "AWS", Capabilities: map[string]string{}, Conditions: conditions}
	if role != "" {
		a.Roles = []string{role}
	}
	for _, c := range capabilities {
		a.Capabilities[c] = "can"
	}
	return a
}

func key(name, purpose, region string, protects ...string) finding.Key {
	return finding.Key{
		Address: "keywright_key." + strings.ReplaceAll(purpose, "-", "_"), Type: "keywright_key", Kind: "key",
		Actions: []string{"create"}, Aliases: []string{name}, Region: region, Account: "123456789012",
		Spec: "SYMMETRIC_DEFAULT", Usage: "ENCRYPT_DECRYPT", Origin: "AWS_KMS", MultiRegion: ptr(false), Enabled: ptr(true),
		Purpose: purpose, Class: "restricted", Owner: "security-team", Environment: "production", Protects: protects,
		DeletionDays: ptr(30), Protected: ptr(true),
		Rotation: finding.KeyRotation{Method: "automatic", PeriodDays: ptr(365), AlertAfterDays: ptr(7), Schedules: []string{"keywright_rotation.annual"}},
		Policy:   finding.KeyPolicy{Status: "known"},
		Access: []finding.Access{
			can(iam+"role/drop-pipeline", "policy-admin", nil, "policy", "attribute", "lifecycle", "read"),
			can(iam+"role/drop-key-admin", "key-admin", []string{"MFA"}, "lifecycle", "attribute", "read"),
			can(iam+"role/drop-app", "key-encrypt", []string{"from vpce-0a1"}, "encrypt", "data-key"),
			can(iam+"role/drop-compliance", "key-decrypt", []string{"MFA"}, "decrypt"),
			can(iam+"role/drop-auditor", "key-auditor", []string{"MFA"}, "read"),
		},
		Unknown: map[string]string{"arn": "known after apply"},
		Basis:   map[string]string{"purpose": "plan", "region": "plan", "deletion_window_days": "default"},
	}
}

// sample is a small estate with something of everything.
func sample() audit.Input {
	national := key("drop-national-id-key", "national-id", "eu-north-1", "users.fodselsnummer")
	database := key("drop-db-master-key", "database", "eu-north-1", "rds:drop-main")
	backup := key("drop-backup-key", "backup", "eu-west-1", "s3:drop-backups", "backup vault drop-main")
	backup.Rotation = finding.KeyRotation{Method: "manual", PeriodDays: ptr(365), Owner: "security-team", Last: "2025-10-01T00:00:00Z", Next: "2026-10-01T00:00:00Z"}
	kyc := key("drop-kyc-key", "aml-kyc", "eu-north-1", "kyc_document_ref")
	kyc.Type, kyc.Address = "aws_kms_key", "module.kyc.aws_kms_key.this[\"main\"]"
	kyc.Basis["purpose"], kyc.Basis["classification"] = "tags", "tags"
	kyc.Protected, kyc.Owner = nil, ""
	kyc.Policy.Status = "unknown"
	kyc.Unknown["policy"] = "It waits for aws_iam_role.kyc.arn."
	kyc.Unknown["deletion_protection"] = "prevent_destroy is in the source, which was not given"
	pii := key("drop-pii-key", "pii", "eu-north-1", "users.name", "users.email", "users.phone")
	pii.Policy.Status = "default"
	pii.Access = []finding.Access{can(iam+"root", "", nil, "decrypt", "data-key", "encrypt", "policy", "grant", "lifecycle", "read")}
	jwt := finding.Key{
		Address: "aws_kms_key.jwt", Type: "aws_kms_key", Kind: "key", Actions: []string{"no-op"}, Spec: "ECC_NIST_P256", Usage: "SIGN_VERIFY",
		Origin: "AWS_KMS", Policy: finding.KeyPolicy{Status: "known"}, Unknown: map[string]string{"region": "var.region has no value"},
		Access: []finding.Access{
			{Principal: "*", Kind: "AWS", Capabilities: map[string]string{"sign": "undecided"}, Statements: []string{"#2"}},
			can(iam+"user/root-of-evil", "", nil, "policy", "sign"),
		},
	}
	replica := finding.Key{
		Address: "aws_kms_replica_key.backup", Type: "aws_kms_replica_key", Kind: "replica", Primary: backup.Address, Actions: []string{"create"},
		Region: "eu-central-1", Policy: finding.KeyPolicy{Status: "unreadable"}, Unknown: map[string]string{"policy": "It has two members \"Action\" in statement 1."},
	}
	return audit.Input{
		Policy: audit.Policy{
			Organization: "Drop", Document: "POL-SEC-KM-001", Version: "1.0", Owner: "ciso", ReviewBy: "2027-02-23",
			Regulations: []string{"gdpr", "dora"}, SignOffs: []audit.SignOff{{Role: "CISO", Name: "ciso", Date: "2026-02-23"}},
		},
		Inventory: finding.Inventory{
			Keys:      []finding.Key{national, database, backup, kyc, pii, jwt, replica},
			Grants:    []finding.Grant{{Address: "aws_kms_grant.worker", Key: database.Address, Operations: []string{"Decrypt"}, Unknown: map[string]string{"grantee": "known after apply"}}},
			Rotations: []finding.Rotation{{Address: "keywright_rotation.annual", Method: "automatic", PeriodDays: ptr(365), AlertAfterDays: ptr(7), Keys: []string{national.Address, database.Address}}},
			Separations: []finding.Separation{{
				Address:  "keywright_separation.keks",
				Keys:     map[string]string{"national_id": national.Address, "database": database.Address, "backup": backup.Address, "replica": replica.Address},
				Distinct: map[string][]string{"regions": {"backup"}, "users": {"national_id"}},
			}},
			Outside: []finding.Key{{
				Address: "aws_kms_key_policy.elsewhere", Type: "aws_kms_key_policy", Kind: "policy", Policy: finding.KeyPolicy{Status: "known"},
				Access: []finding.Access{can(iam+"role/drop-partner", "", nil, "decrypt")},
			}},
			Plans:       []finding.Plan{{Name: "plan.json", Kind: "plan", Errored: true, Complete: true}, {Name: "backup.json", Kind: "plan"}},
			Residencies: []finding.Residency{{Address: "keywright_residency.eea", Primary: "eu-north-1", Backup: "eu-west-1", Jurisdiction: "EEA"}},
		},
		Rules: []finding.Rule{
			{ID: "SEP-05", Title: "declared separations hold", Severity: finding.Critical, Source: []string{"POL-SEC-KM-001 4"}, Controls: []string{"DORA 9(4)(d)"}},
			{ID: "ACC-03", Title: "no principal is everyone", Severity: finding.Critical, Source: []string{"POL-SEC-KM-001 3.5"}},
		},
		Result: result(),
	}
}

func result() finding.Result {
	return finding.Result{
		Version: 1, Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
		Input:       []finding.Input{{Kind: "plan", Path: "plan.json", SHA256: strings.Repeat("ab", 32), ContentSHA256: strings.Repeat("cd", 32), TerraformVersion: "1.11.4"}},
		Profile:     finding.Document{Path: "keywright.hcl", SHA256: strings.Repeat("ef", 32)},
		Bundle:      finding.Bundle{Revision: "r1"},
		Summary:     finding.Summary{Rules: 14, Keys: 7, Pass: 1, Fail: 1, Undetermined: 1, NotAssessed: 2, Excepted: 1, Blocked: true},
		Assumptions: []string{"key-admin is inferred for aws_kms_key.jwt", "aws and keywright share one account"},
		Findings: []finding.Finding{
			{Rule: "ACC-03", Title: "no principal is everyone", Outcome: finding.Fail, Severity: finding.Critical, Scope: finding.ScopeKey, Blocks: true,
				Address: "aws_kms_key.jwt", Message: "Everyone may sign.", Attribute: "policy", Statement: "#2", Expected: "named principals", Actual: "*",
				Witness: []string{"statement #2 allows kms:Sign to *"}, Remediation: "Name the principals that sign.", Source: []string{"POL-SEC-KM-001 3.5"},
				Controls: []string{"ISO 27001:2022 A.8.24"}, Location: &finding.Location{File: "jwt.tf", Line: 3, EndLine: 9}, Fingerprint: "1"},
			{Rule: "SEP-05", Title: "declared separations hold", Outcome: finding.Undetermined, Severity: finding.Critical, Scope: finding.ScopeKey,
				Address: "keywright_separation.keks", Message: "Who uses the replica is not known.", Actual: "the policy of aws_kms_replica_key.backup", Fingerprint: "2"},
			{Rule: "KEY-01", Title: "algorithm and length are approved", Outcome: finding.Excepted, Severity: finding.High, Scope: finding.ScopeKey,
				Address: "aws_kms_key.jwt", Message: "HS256 is legacy.", Exception: &finding.Exception{ID: "hs256-jwt", ApprovedBy: "ciso", Ends: "2027-02-22"}, Fingerprint: "3"},
			{Rule: "REG-01", Title: "every key lives in an allowed jurisdiction", Outcome: finding.Pass, Severity: finding.Critical, Scope: finding.ScopeKey,
				Address: "keywright_key.backup", Message: "eu-west-1 is in EEA.", Fingerprint: "4"},
			{Rule: "SEP-02", Title: "each domain has its KEK", Outcome: finding.NotAssessed, Severity: finding.High, Scope: finding.ScopeEstate,
				Message: "The profile does not say that the estate is complete.", Fingerprint: "5"},
			{Rule: "CHG-04", Title: "a new capability is approved", Outcome: finding.NotAssessed, Severity: finding.High, Scope: finding.ScopeChange,
				Address: "keywright_key.backup", Message: "No approvals were given.", Fingerprint: "6"},
		},
	}
}
