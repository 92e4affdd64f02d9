package provider

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// The SDK's variables for endpoints, region and credentials hold where the configuration says nothing.
func TestEnvironment(t *testing.T) { // not parallel: it sets the environment
	b := newBench(t, localkms.Options{})
	for name, variables := range map[string]map[string]string{
		"one endpoint for all": {"AWS_ENDPOINT_URL": b.url},
		"an endpoint for each": {"AWS_ENDPOINT_URL_KMS": b.url, "AWS_ENDPOINT_URL_STS": b.url},
		"KMS goes before all":  {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ENDPOINT_URL_KMS": b.url, "AWS_ENDPOINT_URL_STS": b.url},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("AWS_REGION", "eu-west-3")
			t.Setenv("AWS_ACCESS_KEY_ID", "PIPELINE")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
			for variable, value := range variables {
				t.Setenv(variable, value)
			}
			client, err := kms.New(context.Background(), kms.Config{})
			if err != nil {
				t.Fatal(err)
			}
			if client.Region() != "eu-west-3" || client.Caller().ARN != "arn:aws:sts::123456789012:assumed-role/pipeline/ci" {
				t.Errorf("region %s, caller %+v", client.Region(), client.Caller())
			}
			if _, err := client.Find(context.Background(), "alias/nobody"); !kms.IsNotFound(err) {
				t.Errorf("KMS was not asked: %v", err)
			}
		})
	}
}

func TestAssumedRole(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := b.configAs("DEVELOPER", `
  assume_role {
    role_arn     = "`+pipeline+`"
    session_name = "ci"
    duration     = "1h"
  }`, keyConfig("k", "payments", ""))
	b.run(
		resource.TestStep{Config: config},
	)
	b.run(resource.TestStep{Config: b.configAs("APP", `
  assume_role {
    role_arn = "`+pipeline+`"
  }`, keyConfig("k", "payments", "")), PlanOnly: true, ExpectError: words("AWS credentials not usable")})
}
