package provider

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// killer is a proxy before the KMS that kills the provider's process at a call, before or after it is carried out.
type killer struct {
	proxy     *httputil.ReverseProxy
	pidFile   string
	operation string
	after     bool

	mu    sync.Mutex
	done  bool
	fault error
}

func (k *killer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !k.due(r.Header.Get("X-Amz-Target")) {
		k.proxy.ServeHTTP(w, r)
		return
	}
	if k.after {
		k.proxy.ServeHTTP(httptest.NewRecorder(), r)
	}
	k.fault = killByFile(k.pidFile)
	panic(http.ErrAbortHandler) // no answer
}

// due says that this is the call, and that it is the first of its kind.
func (k *killer) due(target string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.done || !strings.HasSuffix(target, "."+k.operation) {
		return false
	}
	k.done = true
	return true
}

func killByFile(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return err
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return process.Kill()
}

// installed is the provider as a user installs it: built, in a mirror, started by terraform.
type installed struct{ binary string }

// install builds the provider once.
func install(t *testing.T) *installed {
	t.Helper()
	require.Tool(t, "terraform")
	folder := t.TempDir()
	binary := filepath.Join(folder, "provider")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "github.com/keywright/terraform-provider-keywright")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return &installed{binary: binary}
}

// workspace is a folder with a configuration whose provider writes its process id to pidFile when it starts.
type workspace struct {
	t               *testing.T
	folder, pidFile string
	environment     []string
}

func (i *installed) workspace(t *testing.T, config string) *workspace {
	t.Helper()
	w := &workspace{t: t, folder: t.TempDir()}
	w.pidFile = filepath.Join(w.folder, "pid")
	overrides := filepath.Join(w.folder, "overrides")
	if err := os.Mkdir(overrides, 0o750); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"overrides/terraform-provider-keywright": fmt.Sprintf("#!/bin/sh\necho $$ >%q\nexec %q \"$@\"\n", w.pidFile, i.binary),
		"terraform.rc":                           fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"keywright/keywright\" = %q\n  }\n}\n", overrides),
		"main.tf":                                "terraform {\n  required_providers {\n    keywright = {\n      source = \"keywright/keywright\"\n    }\n  }\n}\n" + config,
	} {
		if err := os.WriteFile(filepath.Join(w.folder, name), []byte(text), 0o700); err != nil { //nolint:gosec // terraform starts one of them
			t.Fatal(err)
		}
	}
	w.environment = append(os.Environ(), "TF_CLI_CONFIG_FILE="+filepath.Join(w.folder, "terraform.rc"), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	return w
}

// terraform runs a command and returns what it prints.
func (w *workspace) terraform(args ...string) (string, error) {
	cmd := exec.CommandContext(w.t.Context(), "terraform", append(args, "-no-color")...)
	cmd.Dir, cmd.Env = w.folder, w.environment
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// wantOneKey looks whether there is a single key, whole, with a single alias.
func (b *bench) wantOneKey(alias string) {
	b.t.Helper()
	keys, _ := b.call("eu-north-1", "ListKeys", map[string]any{})["Keys"].([]any)
	aliases, _ := b.call("eu-north-1", "ListAliases", map[string]any{})["Aliases"].([]any)
	if len(keys) != 1 || len(aliases) != 1 {
		b.t.Fatalf("there are %d keys and %d aliases, want one of each", len(keys), len(aliases))
	}
	key := b.key("eu-north-1", alias)
	if key.State != kms.StateEnabled || key.Tags[kms.TagOwnership] != "test" || key.Tags["Team"] != "x" || key.Tags[kms.TagRotation] == "" {
		b.t.Errorf("the key is not whole: %s, tags %v", key.State, key.Tags)
	}
	status, err := b.client("eu-north-1").Rotation(context.Background(), "eu-north-1", key.ID)
	if err != nil || !status.Enabled {
		b.t.Errorf("the key does not rotate: %+v %v", status, err)
	}
}

const rotatedEveryYear = `
resource "keywright_rotation" "r" {
  method = "automatic"
  keys   = { k = keywright_key.k }
}`

// The provider's process is killed at a call of a create, before the call arrives or once it is carried out. A plain
// apply converges: one key with its alias and tags, nothing pending deletion, and no change planned after it.
func TestKilledWhileTheKeyIsMade(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("processes are killed by a signal")
	}
	provider := install(t)
	for _, operation := range []string{"ListAliases", "ListKeys", "CreateKey", "CreateAlias", "TagResource", "EnableKeyRotation"} {
		for _, after := range []bool{false, true} {
			if after && strings.HasPrefix(operation, "List") {
				continue // a read that was answered changes nothing
			}
			t.Run(fmt.Sprintf("%s carried out %t", operation, after), func(t *testing.T) {
				t.Parallel()
				b := newBench(t, localkms.Options{ShuffleRead: true})
				behind, err := url.Parse(b.url)
				if err != nil {
					t.Fatal(err)
				}
				k := &killer{proxy: httputil.NewSingleHostReverseProxy(behind), operation: operation, after: after}
				front := httptest.NewServer(k)
				defer front.Close()
				b.url = front.URL
				w := provider.workspace(t, b.configAs("PIPELINE", `enforcement = "off"`, keyConfig("k", "payments", "tags = { Team = \"x\" }")+rotatedEveryYear))
				k.pidFile = w.pidFile
				if out, err := w.terraform("apply", "-auto-approve"); err == nil || !k.done || k.fault != nil {
					t.Fatalf("the provider was not killed (%v): %s", k.fault, out)
				}
				if out, err := w.terraform("apply", "-auto-approve"); err != nil {
					t.Fatalf("the next apply failed: %s", out)
				}
				if out, err := w.terraform("plan", "-detailed-exitcode"); err != nil {
					t.Errorf("the plan after it is not empty: %v %s", err, out)
				}
				b.wantOneKey("payments")
			})
		}
	}
}
