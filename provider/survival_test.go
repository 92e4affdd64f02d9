package provider

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// survivalEnv asks for every cell of the table of faults; without it a diagonal runs: every call that writes meets one
// fault, and the calls of a scenario different ones.
const survivalEnv = "KEYWRIGHT_FAULTS"

// survivals are the scenarios: configurations applied one after another, of which the last meets the faults.
var survivals = map[string][]string{
	"key: create": {keyConfig("k", "payments", `tags = { Team = "x" }`) + rotatedEveryYear},
	"key: update": {
		keyConfig("k", "payments", `tags = { Team = "x", Old = "y" }`),
		strings.Replace(keyConfig("k", "invoices", "description = \"new\"\nenabled = false\ntags = { Team = \"z\" }"), "key-admin ", "key-auditor ", 1),
	},
	"key: rotate":       {keyConfig("k", "payments", "") + rotatedNow("one"), keyConfig("k", "payments", "") + rotatedNow("two")},
	"key: destroy":      {keyConfig("k", "payments", ""), ""},
	"replica: create":   {multiRegion(""), multiRegion("") + replica("payments", west, `tags = { Team = "x" }`)},
	"replica: with key": {multiRegion("") + replica("payments", west, "")},
	"replica: update": {
		multiRegion("") + replica("payments", west, `tags = { Team = "x" }`),
		multiRegion("") + replica("invoices", west, "description = \"new\"\nenabled = false"),
	},
	"replica: promote":             {multiRegion("") + replica("payments", west, ""), multiRegion("") + replica("payments", west, "primary = true")},
	"replica: make it the primary": {multiRegion(""), multiRegion("") + replica("payments", west, "primary = true")},
	"replica: destroy":             {multiRegion("") + replica("payments", west, ""), multiRegion("")},
	"grant: create":                {grantableKey, grantedKey("")},
	"grant: replace":               {grantedKey(""), grantedKey(`operations = ["Encrypt"]`)},
	"grant: replace, the new one first": {
		grantedKey("lifecycle {\ncreate_before_destroy = true\n}"),
		grantedKey("lifecycle {\ncreate_before_destroy = true\n}\noperations = [\"Encrypt\"]"),
	},
	"material: create":  {externalKey(1, firstMaterial, "")},
	"material: rotate":  {externalKey(1, firstMaterial, ""), externalKey(2, secondMaterial, "enabled = false")},
	"material: replica": {replicatedMaterial(1, firstMaterial), replicatedMaterial(2, secondMaterial)},
	"grant: destroy":    {grantedKey(""), grantableKey},
	"grant: with key":   {grantedKey("")},
	"grant: end both":   {grantedKey(""), ""},
}

// replicatedMaterial is a set of two keys that have a version of their material.
func replicatedMaterial(version int, text string) string {
	return importing(multiRegion(material(version, text, "")) + replica("payments", west, material(version, text, "")))
}

func rotatedNow(trigger string) string {
	return `
resource "keywright_rotation" "r" {
  method  = "on-demand"
  trigger = "` + trigger + `"
  keys    = { k = keywright_key.k }
}`
}

// Whatever goes wrong at whatever call, the next plain apply converges, the plan after it is empty, and the account
// holds what it holds after a run in which nothing went wrong. The calls are those that such a run made.
func TestSurvival(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("processes are ended by signals")
	}
	s := newSurvival(t, func(t *testing.T) *bench {
		t.Helper()
		return newBench(t, localkms.Options{ShuffleRead: true, ReplicaDelay: 200 * time.Millisecond})
	})
	s.run(t, sortedKeys(survivals)...)
}

// Another's idea of KMS, so that the local one and the provider cannot share a mistake. Moto holds the aliases of a key and
// its replicas in one list, so that one which a replica of the key's name gives up is gone from the key: they are made alone.
func TestSurvivalOnMoto(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("processes are ended by signals")
	}
	s := newSurvival(t, moto)
	names := []string{"key: create", "key: destroy", "grant: create"}
	if s.all {
		names = append(names, "key: update", "grant: destroy", "grant: with key", "replica: create", "replica: with key")
	}
	s.run(t, names...)
}

type survival struct {
	installed *installed
	service   func(t *testing.T) *bench // a KMS with nothing in it
	all       bool
}

func newSurvival(t *testing.T, service func(t *testing.T) *bench) *survival {
	t.Helper()
	return &survival{installed: install(t), service: service, all: os.Getenv(survivalEnv) == "all"}
}

func (s *survival) run(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.scenario(t, name)
		})
	}
}

var survivalRegions = []string{"eu-north-1", "eu-west-1"}

// scenario records what a run without faults calls and leaves, and runs the cells.
func (s *survival) scenario(t *testing.T, name string) {
	run := s.prepare(t, name)
	run.front.arm(run.workspace, recorded{}, "")
	run.workspace.apply()
	calls, want := slices.Clone(run.front.calls), run.bench.account(survivalRegions...)
	cells, left := 0, 0
	for i, call := range calls {
		for j, fault := range faultKinds {
			switch {
			case fault.writes && call.read():
				continue
			case !s.all && (call.read() || j >= sampled || (i+j)%sampled != 0):
				left++
				continue
			}
			cells++
			t.Run(fmt.Sprintf("%s: %s", call, fault.kind), func(t *testing.T) {
				t.Parallel()
				s.cell(t, name, call, fault.kind, want)
			})
		}
	}
	t.Logf("%s: %d calls, %d cells; %d cells more with %s=all", name, len(calls), cells, left, survivalEnv)
}

// prepared is a scenario before its last step.
type prepared struct {
	bench     *bench
	front     *front
	workspace *workspace
}

func (s *survival) prepare(t *testing.T, name string) *prepared {
	t.Helper()
	b := s.service(t)
	f := newFront(t, b.url)
	w := s.installed.workspace(t)
	before := *b // what the configurations call goes through the proxy, what the test calls does not
	before.url = f.url
	steps := survivals[name]
	for i, step := range steps {
		w.write(before.configAs("PIPELINE", `enforcement = "off"`, step))
		if i < len(steps)-1 {
			w.apply()
		}
	}
	return &prepared{bench: b, front: f, workspace: w}
}

// cell is one fault at one call.
func (s *survival) cell(t *testing.T, name string, at recorded, kind string, want []string) {
	run := s.prepare(t, name)
	run.front.arm(run.workspace, at, kind)
	out, err := run.workspace.terraform("apply", "-auto-approve")
	switch {
	case run.front.problem != nil:
		t.Fatalf("the call could not be made to fail: %v", run.front.problem)
	case !run.front.done && at.read() && at.nth > 1:
		t.Logf("the call did not come: how often is asked whether something is done turns on how fast the machine is")
	case !run.front.done:
		t.Fatalf("the call did not come: %s", out)
	}
	if strings.Contains(kind, "killed") && err == nil {
		t.Errorf("the apply succeeded although a process was killed: %s", out)
	}
	if err != nil || lagging(kind) { // also while reads lag behind
		run.workspace.apply()
	}
	if lagging(kind) {
		time.Sleep(staleFor)
	}
	if out, err := run.workspace.terraform("plan", "-detailed-exitcode"); err != nil {
		t.Errorf("the plan after it is not empty (%v): %s", err, out)
	}
	if text := differences(run.bench.account(survivalRegions...), want); text != "" {
		t.Errorf("the account is not as after a run without faults:\n%s", text)
	}
}
