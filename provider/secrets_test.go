package provider

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// Nothing that is secret is in what a run prints, in its log at the level TRACE, in the plan or in the state: the
// credentials of the provider, the tokens of grants, and key material.
func TestNoSecretIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	secrets := map[string]string{
		"secret_key": "SecretAccessKeyOfTheRun0123456789", "token": "SessionTokenOfTheRun0123456789",
		"grant_token": "R3JhbnRUb2tlbk9mVGhlUnVuMDEyMzQ1Njc4OQ==", "material": "S2V5TWF0ZXJpYWxPZlRoZVJ1bk9mMzJCeXRlc0xvbmc=",
		"former": "Rm9ybWVyTWF0ZXJpYWxPZlRoZVJ1bi4zMi5CeXRlcy4=", "unfit": "VW5maXRNYXRlcmlhbE9mVGhlUnVu",
	}
	config := strings.Replace(b.configAs("PIPELINE", `enforcement = "off"
  token = var.token`, grantedKey("grant_creation_tokens = [var.grant_token]")+importedKeys), `secret_key = "local"`, "secret_key = var.secret_key", 1)
	w := install(t).workspace(t)
	log := filepath.Join(w.folder, "trace.log")
	w.environment = append(w.environment, "TF_LOG=TRACE", "TF_LOG_PATH="+log)
	for name, secret := range secrets {
		config += "\nvariable \"" + name + "\" {\n  type      = string\n  ephemeral = true\n}\n"
		w.environment = append(w.environment, "TF_VAR_"+name+"="+secret)
	}
	w.write(config)
	printed := ""
	for _, args := range [][]string{{"plan", "-out=saved"}, {"apply", "saved"}, {"apply", "-auto-approve"}, {"show"}, {"plan", "-var=version_of_unfit=1"}} {
		out, _ := w.terraform(args...) // the apply is refused, for the token is of no grant, and so is the last plan
		printed += out
	}
	if key := b.key("eu-north-1", "imported"); key.State != kms.StateEnabled || !strings.Contains(printed, "The material does not fit the key") {
		t.Fatalf("the material did not arrive: %s", printed)
	}
	if !strings.Contains(printed, "The grant token is not valid") {
		t.Fatalf("the token did not arrive: %s", printed)
	}
	places := map[string][]byte{"the output": []byte(printed), "the log": file(t, log), "the state": file(t, filepath.Join(w.folder, "terraform.tfstate"))}
	for name, text := range unzipped(t, filepath.Join(w.folder, "saved")) {
		places["the plan's "+name] = text
	}
	for where, text := range places {
		if len(text) == 0 {
			t.Errorf("%s is empty", where)
		}
		for name, secret := range secrets {
			if bytes.Contains(text, []byte(secret)) {
				t.Errorf("%s tells %s", where, name)
			}
		}
	}
}

// importedKeys are two keys with material, one of which is refused once it is to be imported.
var importedKeys = importing(keyConfig("imported", "imported", `
  origin              = "EXTERNAL"
  material_wo         = var.material
  former_materials_wo = [var.former]
  material_wo_version = 1`)+keyConfig("unfit", "unfit", `
  origin              = "EXTERNAL"
  material_wo         = var.version_of_unfit == null ? null : var.unfit
  material_wo_version = var.version_of_unfit`)) + `
variable "version_of_unfit" {
  type    = number
  default = null
}
`

func file(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// unzipped are the files of a saved plan.
func unzipped(t *testing.T, path string) map[string][]byte {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	files := map[string][]byte{}
	for _, entry := range archive.File {
		from, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[entry.Name], err = io.ReadAll(from); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
