package provider

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

const (
	pipeline = "arn:aws:iam::123456789012:role/pipeline"
	other    = "arn:aws:iam::123456789012:role/other-pipeline"
	admin    = "arn:aws:iam::123456789012:role/key-admin"
	app      = "arn:aws:iam::123456789012:role/app"
)

// identities of the local KMS: access key → who.
const identities = `{
  "PIPELINE": {"arn": "arn:aws:sts::123456789012:assumed-role/pipeline/ci"},
  "OTHER": {"arn": "arn:aws:sts::123456789012:assumed-role/other-pipeline/ci"},
  "APP": {"arn": "arn:aws:sts::123456789012:assumed-role/app/task"},
  "ROLE": {"arn": "arn:aws:iam::123456789012:role/pipeline"},
  "DEVELOPER": {"arn": "arn:aws:iam::123456789012:user/dev", "may_assume": ["arn:aws:iam::123456789012:role/pipeline"]}
}`

// bench is one test's KMS and provider.
type bench struct {
	t         *testing.T
	kms       *localkms.Server
	url       string
	transport http.RoundTripper
}

func newBench(t *testing.T, options localkms.Options) *bench {
	t.Helper()
	terraform(t)
	file := filepath.Join(t.TempDir(), "identities.json")
	if err := os.WriteFile(file, []byte(identities), 0o600); err != nil {
		t.Fatal(err)
	}
	options.Identities = file
	options.Wrapping = wrapping()
	server, err := localkms.New(options)
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	return &bench{t: t, kms: server, url: listener.URL}
}

// terraform makes the test library use the terraform on PATH and no registry.
func terraform(t *testing.T) {
	t.Helper()
	path := require.Tool(t, "terraform")
	if os.Getenv("TF_ACC_TERRAFORM_PATH") == "" {
		if err := os.Setenv("TF_ACC_TERRAFORM_PATH", path); err != nil { // t.Setenv forbids parallel tests
			t.Fatal(err)
		}
	}
}

// run runs the steps in parallel with other tests. After each apply the library plans, refreshes and plans again, and
// fails where a plan is not empty.
func (b *bench) run(steps ...resource.TestStep) {
	b.t.Helper()
	resource.UnitTest(b.t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"keywright": func() (tfprotov6.ProviderServer, error) {
				p := &keywrightProvider{version: "test", transport: b.transport}
				return providerserver.NewProtocol6WithError(p)()
			},
		},
		Steps: steps,
	})
}

// config is a provider block for the bench, as the pipeline, and what follows it.
func (b *bench) config(body string) string { return b.configAs("PIPELINE", "", body) }

func (b *bench) configAs(identity, settings, body string) string {
	return fmt.Sprintf(`
provider "keywright" {
  region     = "eu-north-1"
  access_key = %q
  secret_key = "local"
  ownership  = "test"
  %s
  endpoints {
    kms = %q
    sts = %q
  }
}
%s`, identity, settings, b.url, b.url, body)
}

// keyConfig is an ordinary key, of a domain that asks for no more, with the roles that every key has, and more attributes.
func keyConfig(name, alias, more string) string {
	return fmt.Sprintf(`
resource "keywright_key" %q {
  alias               = %q
  purpose             = "log"
  classification      = "confidential"
  owner               = "security-team"
  environment         = "production"
  access = {
    policy-admin = { principals = [%q] }
    key-admin    = { principals = [%q], mfa = true }
    application  = { principals = [%q] }
  }
  %s
}
`, name, alias, pipeline, admin, app, more)
}

// client is a client of our own on the bench's KMS, as the pipeline.
func (b *bench) client(region string) *kms.Client {
	b.t.Helper()
	client, err := kms.New(context.Background(), kms.Config{Region: region, AccessKey: "PIPELINE", SecretKey: "local", KMSEndpoint: b.url, STSEndpoint: b.url, Ownership: "test"})
	if err != nil {
		b.t.Fatal(err)
	}
	return client
}

// call does something to the keys behind Terraform's back, as the pipeline.
func (b *bench) call(region, operation string, in map[string]any) map[string]any {
	b.t.Helper()
	return b.callAs("PIPELINE", region, operation, in)
}

// callAs calls as another identity.
func (b *bench) callAs(identity, region, operation string, in map[string]any) map[string]any {
	b.t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		b.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, b.url, bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("X-Amz-Target", "TrentService."+operation)
	req.Header.Set("Content-Type", "application/x-amz-json-1.1")
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+identity+"/20261121/"+region+"/kms/aws4_request, SignedHeaders=host, Signature=0")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %s %s %v", operation, resp.Status, raw, err)
	}
	out := map[string]any{}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &out); err != nil {
			b.t.Fatal(err)
		}
	}
	return out
}

// wrapping is the wrapping key of every local KMS of a test run: a key of 4,096 bits takes seconds to make.
var wrapping = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 4096)
	if err != nil {
		panic(err)
	}
	return key
})

func str(s string) types.String { return types.StringValue(s) }
