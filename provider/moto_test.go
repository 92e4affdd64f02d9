package provider

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// moto starts moto's server, another's idea of KMS: it returns no usage, no rotation period, and a caller whose ARN no
// policy can name, and keeps aliases of keys that are pending deletion.
func moto(t *testing.T) *bench {
	t.Helper()
	terraform(t)
	server, err := exec.LookPath("moto_server")
	if err != nil {
		require.Absent(t, "moto", "moto_server is not on PATH")
	}
	port := freePort(t)
	cmd := exec.CommandContext(t.Context(), server, "-H", "127.0.0.1", "-p", port)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	b := &bench{t: t, url: "http://127.0.0.1:" + port}
	for range 150 {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, b.url+"/moto-api/", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
			return b
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("moto_server did not answer within 15 seconds")
	return nil
}

func freePort(t *testing.T) string {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return fmt.Sprint(listener.Addr().(*net.TCPAddr).Port)
}

func TestMoto(t *testing.T) {
	t.Parallel()
	b := moto(t)
	body := func(more string) string {
		return keyConfig("k", "payments", more) + strings.NewReplacer("application", "mac", `"log"`, `"webhook"`).Replace(
			keyConfig("mac", "codes", "spec = \"HMAC_256\"\nusage = \"GENERATE_VERIFY_MAC\"\nregion = \"eu-west-1\"")) + `
resource "keywright_rotation" "r" {
  method = "automatic"
  keys   = { k = keywright_key.k }
}
` + grantConfig("g", "reader", "") + `
resource "keywright_separation" "s" {
  keys             = { k = keywright_key.k, mac = keywright_key.mac }
  distinct_regions = ["k"]
}`
	}
	first, second := b.config(body(`protects = ["b", "a"]`)), b.config(body("enabled = false\ntags = { Team = \"x\" }\ndeletion_window_days = 7"))
	b.run(
		resource.TestStep{Config: first, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_key.k", at("usage"), knownvalue.StringExact("ENCRYPT_DECRYPT")),
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("k").AtMapKey("period_days"), knownvalue.Int64Exact(365)),
		}},
		resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true},
		resource.TestStep{ResourceName: "keywright_key.mac", ImportState: true, ImportStateVerify: true, ImportStateId: "alias/codes@eu-west-1"},
		resource.TestStep{Config: second},
	)
}

// Moto makes another grant at each CreateGrant, whatever its name: a lost answer must not be followed by a second call.
func TestGrantOnMoto(t *testing.T) {
	t.Parallel()
	b, f := moto(t), &faults{}
	b.transport = f
	b.run(
		resource.TestStep{PreConfig: f.add(&fault{operation: "CreateGrant", times: 1, lose: true}), Config: b.config(grantedKey("")), Check: b.wantGrants("test:reader")},
		resource.TestStep{PreConfig: f.add(&fault{operation: "RevokeGrant", times: 1, lose: true}), Config: b.config(grantedKey(`operations = ["Encrypt"]`)), Check: b.wantGrants("test:reader")},
		resource.TestStep{Config: b.config(grantableKey), Check: b.wantGrants()},
	)
}

// Moto makes a replica without the policy, the tags and the description that are asked for: what its answer does not show
// is written. It does not move the primary, and
// holds what a key and its replica are called in one list.
func TestReplicaOnMoto(t *testing.T) {
	t.Parallel()
	b, f := moto(t), &faults{}
	b.transport = f
	b.run(
		resource.TestStep{PreConfig: f.add(&fault{operation: "ReplicateKey", times: 1, lose: true}), Config: b.config(multiRegion("") + replica("orders", west, `tags = { Team = "x" }`))},
		resource.TestStep{Config: b.config(multiRegion("") + replica("invoices", west, "description = \"new\""))},
		resource.TestStep{ResourceName: "keywright_replica_key.r", ImportState: true, ImportStateVerify: true, ImportStateId: "alias/invoices@" + west},
		resource.TestStep{Config: b.config(multiRegion("") + replica("invoices", west, "description = \"new\"") + strings.Replace(replica("bills", "eu-west-3", ""), `"r"`, `"s"`, 1))},
	)
}
