package profile_test

import (
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

func TestBuiltinIsStrict(t *testing.T) {
	p := profile.Builtin()
	if p.Policy.FailOn != "high" || p.Regions.Jurisdiction != "EEA" {
		t.Errorf("fail_on %q, jurisdiction %q", p.Policy.FailOn, p.Regions.Jurisdiction)
	}
	for _, domain := range []string{"national-id", "pii", "aml-kyc", "database", "backup", "application-secrets"} {
		if c := p.Domains[domain].Classification; c != "restricted" {
			t.Errorf("%s is %q, want restricted", domain, c)
		}
	}
	if r := p.Rotations["kek"]; r.PeriodDays != 365 || r.Method != "automatic" || r.AlertAfterDays != 7 {
		t.Errorf("kek rotates %+v", r)
	}
}
