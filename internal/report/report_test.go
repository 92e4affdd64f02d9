package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (run with -update to accept):\n%s", name, diff)
	}
}

func write(t *testing.T, kind string, r *finding.Result, o report.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, kind, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// blocked is a result of every outcome.
func blocked() *finding.Result {
	return &finding.Result{
		Version: 1,
		Input: []finding.Input{{
			Kind: "plan", Path: "plan.json", TerraformVersion: "1.11.4",
			SHA256: strings.Repeat("ab", 32), ContentSHA256: strings.Repeat("cd", 32),
		}},
		Profile:     finding.Document{Path: "keywright.hcl", SHA256: strings.Repeat("ef", 32)},
		Bundle:      finding.Bundle{Revision: "r1"},
		Now:         time.Date(2026, 11, 21, 1, 0, 0, 0, time.FixedZone("CET", 3600)),
		Summary:     finding.Summary{Rules: 14, Keys: 3, Pass: 40, Fail: 3, Undetermined: 1, NotAssessed: 3, Excepted: 1, Blocked: true},
		Assumptions: []string{"key-admin is inferred from capabilities", "key-admin is inferred from capabilities"},
		Findings: []finding.Finding{
			{
				Rule: "KEY-04", Title: "classification, owner, purpose and environment are declared", Outcome: finding.Fail,
				Severity: finding.Medium, Scope: finding.ScopeKey, Address: "aws_kms_key.app", Message: "The key has no owner.",
				Attribute: "owner", Expected: "an owner", Actual: "no tag Owner", Basis: "tags",
				Remediation: "Add the tag Owner.", Fingerprint: "f1",
			},
			{
				Rule: "REG-02", Title: "the backup key is in a region other than the primary", Outcome: finding.Fail,
				Severity: finding.Critical, Scope: finding.ScopeKey, Blocks: true, Address: "aws_kms_key.backup",
				Message:   "The backup key is in the primary region, so that losing the region loses the data and its backup.",
				Attribute: "region", Expected: "a region other than eu-north-1, such as eu-west-1", Actual: "eu-north-1",
				Basis: "configuration", Witness: []string{"provider.aws has region eu-north-1", "the profile's primary region is eu-north-1"},
				Remediation: "Set region = \"eu-west-1\" on the key.", Source: []string{"POL-SEC-KM-001 2"}, Controls: []string{"DORA 9(4)(d)"},
				Location: &finding.Location{File: "main.tf", Line: 12, EndLine: 30}, Fingerprint: "f2",
			},
			{
				Rule: "ACC-01", Title: "no key-admin principal can decrypt", Outcome: finding.Undetermined, Severity: finding.Critical,
				Scope: finding.ScopeKey, Blocks: true, Address: "aws_kms_key.backup", Message: "The key policy is not known at plan.",
				Attribute: "policy", Actual: "the policy waits for aws_iam_role.admin.arn", Fingerprint: "f3",
				Remediation: "Name the role by a literal ARN, or check again after apply.",
			},
			{
				Rule: "ROT-02", Title: "the period is within the policy", Outcome: finding.Fail, Severity: finding.High, Scope: finding.ScopeKey,
				Blocks: true, Address: "aws_kms_key.app", Message: "The key rotates every 800 days.", Expected: "at most 365 days",
				Actual: "800 days", Attribute: "rotation_period_in_days", Fingerprint: "f4",
			},
			{
				Rule: "KEY-01", Title: "algorithm and length are approved", Outcome: finding.Excepted, Severity: finding.High,
				Scope: finding.ScopeKey, Address: "aws_kms_key.jwt", Message: "HS256 is legacy.", Fingerprint: "f5",
				Exception: &finding.Exception{ID: "hs256-jwt", ApprovedBy: "ciso", Ends: "2027-02-22"},
			},
			{Rule: "KEY-03", Title: "it does what its purpose says", Outcome: finding.Pass, Severity: finding.High, Scope: finding.ScopeKey, Address: "aws_kms_key.app", Fingerprint: "f6"},
			{Rule: "CHG-04", Outcome: finding.NotAssessed, Severity: finding.High, Scope: finding.ScopeChange, Address: "aws_kms_key.app", Message: "No approvals were given.", Fingerprint: "f7"},
			{Rule: "CHG-04", Outcome: finding.NotAssessed, Severity: finding.High, Scope: finding.ScopeChange, Address: "aws_kms_key.backup", Message: "No approvals were given.", Fingerprint: "f8"},
			{Rule: "SEP-02", Outcome: finding.NotAssessed, Severity: finding.High, Scope: finding.ScopeEstate, Message: "The estate is not complete.", Fingerprint: "f9"},
		},
	}
}

const hostile = "::error::a ##[error]b ##vso[task.setvariable]c passed: d x\x1b[31m\u202e\u009b\x07\nblocked: 0\r::error::<script>alert(1)</script>|`@team` \xff"

// malicious has a hostile text wherever a plan can put one.
func malicious() *finding.Result {
	r := blocked()
	r.Input[0].Path = hostile
	r.Input[0].TerraformVersion = hostile
	r.Profile.Path = hostile
	r.Assumptions = []string{hostile}
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Address, f.Message, f.Attribute, f.Statement = hostile, hostile, hostile, hostile
		f.Expected, f.Actual, f.Basis, f.Remediation, f.Title, f.Rule = hostile, hostile, hostile, hostile, hostile, hostile
		f.Witness, f.Source, f.Controls = []string{hostile}, []string{hostile}, []string{hostile}
		f.Location = &finding.Location{File: hostile, Line: 1, EndLine: 1}
		if f.Exception != nil {
			f.Exception = &finding.Exception{ID: hostile, ApprovedBy: hostile, Ends: hostile}
		}
	}
	return r
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		file, kind string
		o          report.Options
		r          *finding.Result
	}{
		{"blocked.txt", "text", report.Options{}, blocked()},
		{"blocked-narrow.txt", "text", report.Options{Width: 60}, blocked()},
		{"blocked-all.txt", "text", report.Options{All: true}, blocked()},
		{"blocked-color.txt", "text", report.Options{Color: true}, blocked()},
		{"hostile.txt", "text", report.Options{}, malicious()},
		{"blocked.json", "json", report.Options{}, blocked()},
		{"blocked-all.json", "json", report.Options{All: true}, blocked()},
		{"hostile.json", "json", report.Options{}, malicious()},
		{"empty.json", "json", report.Options{}, &finding.Result{Version: 1}},
	} {
		t.Run(c.file, func(t *testing.T) {
			got := write(t, c.kind, c.r, c.o)
			golden(t, c.file, got)
			if again := write(t, c.kind, c.r, c.o); !bytes.Equal(got, again) {
				t.Error("two runs gave different bytes")
			}
		})
	}
}

func TestJSONObeysItsSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schema/check.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*finding.Result{"blocked": blocked(), "hostile": malicious(), "empty": {Version: 1}} {
		for _, all := range []bool{false, true} {
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, "json", r, report.Options{All: all})))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s (all=%v): %v", name, all, err)
			}
		}
	}
	bad := blocked()
	bad.Findings[0].Outcome = "maybe"
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, "json", bad, report.Options{All: true})))
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(doc) == nil {
		t.Error("the schema accepts an outcome that does not exist")
	}
}

// TestSchemaNamesEveryField keeps the schema complete: a field that the result has and the schema lacks is a field
// that no reader was told of.
func TestSchemaNamesEveryField(t *testing.T) {
	text, err := os.ReadFile("../../docs/schema/check.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	type object struct {
		Properties map[string]json.RawMessage `json:"properties"`
		Defs       map[string]object          `json:"$defs"`
	}
	var schema object
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	full := finding.Finding{
		Attribute: "a", Statement: "s", Expected: "e", Actual: "a", Basis: "b", Witness: []string{"w"}, Remediation: "r",
		Source: []string{"s"}, Controls: []string{"c"}, Location: &finding.Location{}, Exception: &finding.Exception{},
	}
	for _, c := range []struct {
		value any
		known map[string]json.RawMessage
	}{
		{finding.Result{}, schema.Properties},
		{finding.Summary{}, schema.Defs["summary"].Properties},
		{finding.Input{}, schema.Defs["input"].Properties},
		{full, schema.Defs["finding"].Properties},
	} {
		b, err := json.Marshal(c.value)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(b, &fields); err != nil {
			t.Fatal(err)
		}
		for f := range fields {
			if _, ok := c.known[f]; !ok {
				t.Errorf("the schema does not name the field %q of %T", f, c.value)
			}
		}
	}
}

const verdictOfBlocked = "blocked: 3 fail, 1 undetermined, 40 pass, 3 not assessed, 1 excepted (3 keys, 14 rules)"

// verdictOrCommand is a line that a reader would take for the verdict, or a log reader for a command.
var verdictOrCommand = regexp.MustCompile(`^(blocked|passed|not blocked|not judged):|^\s*::|##(vso)?\[`)

func TestNothingHostileIsPrinted(t *testing.T) {
	for _, kind := range report.Kinds() {
		text := write(t, kind, malicious(), report.Options{All: true})
		if !utf8.Valid(text) {
			t.Errorf("%s is not UTF-8", kind)
		}
		for _, r := range string(text) {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Errorf("%s holds the character %U", kind, r)
			}
		}
		for line := range strings.Lines(string(text)) {
			if verdictOrCommand.MatchString(line) && line != verdictOfBlocked+"\n" {
				t.Fatalf("%s: text of the plan passes for another's: %q", kind, line)
			}
		}
	}
}

func TestNoColorWithoutColor(t *testing.T) {
	if bytes.Contains(write(t, "text", blocked(), report.Options{All: true}), []byte("\x1b")) {
		t.Error("an escape sequence was printed without colour")
	}
}

func TestTheVerdictIsLast(t *testing.T) {
	text := strings.TrimRight(string(write(t, "text", blocked(), report.Options{})), "\n")
	last := text[strings.LastIndexByte(text, '\n')+1:]
	if last != verdictOfBlocked {
		t.Errorf("the last line is %q, want %q", last, verdictOfBlocked)
	}
}

func TestUnknownKind(t *testing.T) {
	err := report.Write(&bytes.Buffer{}, "sarfi", blocked(), report.Options{})
	var kind report.ErrKind
	if !errors.As(err, &kind) || kind.Kind != "sarfi" {
		t.Errorf("got %v", err)
	}
}

// A page says all that a rule says of itself, and nothing in it ends what it stands in.
func TestRulePages(t *testing.T) {
	r := finding.Rule{
		ID: "ACC-01", Family: "access", Title: "Nobody | decrypts", Description: "kms:De* is wider than it looks.",
		Severity: finding.Critical, Scope: finding.ScopeKey, Source: []string{"POL 3.10", "POL 3.9"}, Controls: []string{"DORA 9(4)(d)"},
		Remediation: "Name actions.", Avoid: "x = \"```\"", Prefer: "x = 1",
	}
	other := r
	other.ID, other.Family, other.Severity = "NEW-01", "new", finding.Low
	pages := report.RulePages([]finding.Rule{other, r})
	for _, want := range []string{"# ACC-01: Nobody \\| decrypts", "kms:De\\* is", "````hcl\nx = \"```\"\n````", "- POL 3.10\n", "**critical**", "Name actions."} {
		if !strings.Contains(pages["ACC-01.md"], want) {
			t.Errorf("the page lacks %q:\n%s", want, pages["ACC-01.md"])
		}
	}
	index := pages["README.md"]
	last := -1
	for _, want := range []string{
		"### Who can do what", "[ACC-01](ACC-01.md) | Nobody \\| decrypts", "### new", "| critical | [ACC-01](ACC-01.md) |", "| low | [NEW-01](NEW-01.md) |",
		"| DORA 9(4)(d) | [ACC-01](ACC-01.md), [NEW-01](NEW-01.md) |", "| POL 3.9 |", "| POL 3.10 |",
	} {
		at := strings.Index(index, want)
		if at <= last {
			t.Errorf("the index lacks %q, or has it out of order:\n%s", want, index)
		}
		last = at
	}
}
