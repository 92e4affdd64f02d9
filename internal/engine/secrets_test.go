package engine_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// What is said of a secret names its place. The values of this plan, whether marked as sensitive or not, stand in neither
// verdict nor inventory.
func TestSecretsAreNamedByTheirPlace(t *testing.T) {
	source, err := os.ReadFile("../../policies/testdata/plans/secrets-in-plain/main.tf")
	if err != nil {
		t.Fatal(err)
	}
	values := regexp.MustCompile(`literal-[a-z-]+|correct-horse[a-z-]+|bGl0ZXJhbCBr[A-Za-z0-9=]+`).FindAllString(string(source), -1)
	if len(values) < 10 {
		t.Fatalf("only %d values to look for: %v", len(values), values)
	}
	r := check(t, engine.Options{All: true}, readProfile(t, "testdata/profile.hcl"), fixture(t, "secrets-in-plain"))
	said, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range values {
		if strings.Contains(string(said), value) {
			t.Errorf("the value %q is in the verdict or the inventory", value)
		}
	}
	places := map[string]bool{}
	for _, f := range r.Result.Findings {
		if f.Rule == "SEC-03" && f.Outcome == finding.Fail {
			places[f.Address+"."+f.Attribute] = true
		}
	}
	for _, place := range []string{
		"aws_db_instance.by_variable.password", "aws_lambda_function.pay.environment.0.variables.PASSED_ON",
		"aws_ecs_task_definition.worker.container_definitions[0].environment.JWT_SECRET", "aws_ssm_parameter.literal.value",
	} {
		if !places[place] {
			t.Errorf("%s is not told: %v", place, places)
		}
	}
}
