package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
)

type step struct {
	title string
	do    func(context.Context, *workspace) error
}

var steps = []step{
	{"Declare and apply: five KEKs, their roles, regions, rotation and separation", apply},
	{"Plan again: nothing to do", replan},
	{"Check the plan: it passes", checkClean},
	{"The first door: a bad change is refused while it is planned", refusedAtPlan},
	{"The second door: bad changes are blocked in review", blocked},
	{"The auditor's document", document},
	{"The policy is enforced: who may decrypt, and who may not", enforced},
	{"Deletion protection refuses, is lifted, and lets go", destroy},
}

func apply(ctx context.Context, d *workspace) error {
	if _, err := d.expect(ctx, 0, "terraform", "init", "-no-color"); err != nil {
		return err
	}
	out, err := d.expect(ctx, 0, "terraform", "apply", "-auto-approve", "-no-color")
	printLines(out, "Apply complete!")
	return err
}

func replan(ctx context.Context, d *workspace) error {
	out, err := d.expect(ctx, 0, "terraform", "plan", "-detailed-exitcode", "-no-color")
	printLines(out, "No changes.")
	return err
}

func checkClean(ctx context.Context, d *workspace) error {
	plan, err := d.plan(ctx, "clean")
	if err != nil {
		return err
	}
	out, err := d.expect(ctx, 0, d.keywright, "check", plan)
	fmt.Print(indent(out))
	return err
}

func refusedAtPlan(ctx context.Context, d *workspace) error {
	return d.withBroken("key_admin_decrypts", func() error {
		out, err := d.expect(ctx, 1, "terraform", "plan", "-no-color")
		if err != nil {
			return err
		}
		if !strings.Contains(out, "ACC-01") {
			return fmt.Errorf("the refusal does not name ACC-01:\n%s", out)
		}
		fmt.Print(indent(firstDiagnostic(out)))
		return nil
	})
}

// broken names each variant and the rule that must block it.
var broken = [][2]string{
	{"backup_in_primary_region", "REG-02"},
	{"key_admin_decrypts", "ACC-01"},
	{"national_id_on_database_key", "SEP-01"},
	{"rotation_800_days", "ROT-02"},
	{"public_principal", "ACC-03"},
}

// blocked plans each variant as the estate's first pull request, against an empty state: on the estate that stands,
// deletion protection would refuse to move the backup key before the check is reached.
func blocked(ctx context.Context, d *workspace) error {
	for _, variant := range broken {
		name, rule := variant[0], variant[1]
		err := d.withBroken(name, func() error {
			plan, err := d.plan(ctx, name, "-state=none.tfstate", "-var", "enforcement=warning")
			if err != nil {
				return err
			}
			report := name + ".findings.json"
			out, err := d.expect(ctx, 1, d.keywright, "check", plan, "--format", "text", "--format", "json="+report)
			if err != nil {
				return err
			}
			fmt.Print(indent(out))
			return failsBy(filepath.Join(d.example, report), rule)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// failsBy says whether the rule failed in a JSON report.
func failsBy(report, rule string) error {
	text, err := os.ReadFile(report)
	if err != nil {
		return err
	}
	var result struct {
		Findings []struct{ Rule, Outcome string }
	}
	if err := json.Unmarshal(text, &result); err != nil {
		return fmt.Errorf("%s: %w", report, err)
	}
	for _, f := range result.Findings {
		if f.Rule == rule && f.Outcome == "fail" {
			return nil
		}
	}
	return fmt.Errorf("it was blocked, but not by %s", rule)
}

func document(ctx context.Context, d *workspace) error {
	out, err := filepath.Rel(d.example, d.document)
	if err != nil {
		return err
	}
	if _, err := d.expect(ctx, 0, d.keywright, "docs", "clean.json", "--out", out); err != nil {
		return err
	}
	files, err := os.ReadDir(d.document)
	if err != nil {
		return err
	}
	for _, file := range files {
		fmt.Printf("   written: %s\n", d.shown(filepath.Join(d.document, file.Name())))
	}
	return nil
}

func enforced(ctx context.Context, d *workspace) error {
	const alias = "alias/drop-national-id-key"
	made, err := clientAs(d, "IDENTITY", "eu-north-1").Encrypt(ctx, &kms.EncryptInput{
		KeyId: aws.String(alias), Plaintext: []byte("a made-up number"),
	})
	if err != nil {
		return fmt.Errorf("the identity service could not encrypt: %w", err)
	}
	for _, who := range []struct{ identity, want string }{
		{"KEYADMIN", "AccessDeniedException"}, {"IDENTITY", "AccessDeniedException"}, {"COMPLIANCE", "no error"},
	} {
		_, err := clientAs(d, who.identity, "eu-north-1").Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: made.CiphertextBlob})
		fmt.Printf("   Decrypt as %-10s → %s\n", who.identity, errorCode(err))
		if errorCode(err) != who.want {
			return fmt.Errorf("decrypt as %s answered %q, not %q", who.identity, errorCode(err), who.want)
		}
	}
	return nil
}

func destroy(ctx context.Context, d *workspace) error {
	out, err := d.expect(ctx, 1, "terraform", "destroy", "-auto-approve", "-no-color")
	if err != nil {
		return err
	}
	fmt.Print(indent(firstDiagnostic(out)))
	for _, args := range [][]string{
		{"apply", "-auto-approve", "-no-color", "-var", "deletion_protection=false"},
		{"destroy", "-auto-approve", "-no-color", "-var", "deletion_protection=false"},
	} {
		out, err := d.expect(ctx, 0, "terraform", args...)
		if err != nil {
			return err
		}
		printLines(out, "complete!")
	}
	return nil
}

// plan writes NAME.json beside the configuration and gives its name.
func (d *workspace) plan(ctx context.Context, name string, args ...string) (string, error) {
	args = append([]string{"plan", "-no-color", "-out", name + ".tfplan"}, args...)
	if _, err := d.expect(ctx, 0, "terraform", args...); err != nil {
		return "", err
	}
	out, code, err := d.output(ctx, "terraform", "show", "-json", name+".tfplan")
	if err != nil || code != 0 {
		return "", fmt.Errorf("terraform show: exit code %d, %w", code, err)
	}
	return name + ".json", os.WriteFile(filepath.Join(d.example, name+".json"), []byte(out), 0o600)
}

// withBroken runs do while a broken variant lies beside the configuration.
func (d *workspace) withBroken(name string, do func() error) error {
	file := name + "_override.tf"
	beside := filepath.Join(d.example, file)
	if err := copyFile(filepath.Join(d.root, "examples", "drop", "broken", file), beside); err != nil {
		return err
	}
	fmt.Printf("   examples/drop/broken/%s:\n", file)
	return errors.Join(do(), os.Remove(beside))
}

func printLines(out, containing string) {
	for line := range strings.Lines(out) {
		if strings.Contains(line, containing) {
			fmt.Print("   " + strings.TrimRight(line, "\n") + "\n")
		}
	}
}

// firstDiagnostic is terraform's first error, without its frame.
func firstDiagnostic(out string) string {
	_, text, _ := strings.Cut(out, "Error: ")
	text, _, _ = strings.Cut(text, "╵")
	text, _, _ = strings.Cut(text, "\nError: ")
	return "Error: " + strings.TrimSpace(strings.ReplaceAll(text, "│ ", "")) + "\n"
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("   " + line)
	}
	return b.String()
}
