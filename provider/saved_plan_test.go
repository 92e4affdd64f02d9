package provider

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// A plan that is applied much later, by another role, or on keys that others have changed: what it says comes about, or
// it is refused with words and the account is as others left it.
func TestPlanAppliedLater(t *testing.T) {
	t.Parallel()
	const region = "eu-north-1"
	provider := install(t)
	plain, changed := keyConfig("k", "payments", ""), keyConfig("k", "payments", "description = \"new\"\ntags = { Team = \"x\" }")
	narrower := strings.Replace(changed, "key-admin ", "key-auditor ", 1)
	call := func(operation string, more map[string]any) func(*bench) {
		return func(b *bench) {
			in := map[string]any{"KeyId": b.key(region, "payments").ID}
			for name, value := range more {
				in[name] = value
			}
			b.call(region, operation, in)
		}
	}
	for name, c := range map[string]struct {
		before, after string
		meanwhile     func(*bench)
		by            string
		refused       string // empty: it comes about
	}{
		"the alias is taken":           {after: plain, refused: "which keywright did not make", meanwhile: func(b *bench) { b.makeKey("payments", nil, nil) }},
		"another role makes the key":   {after: plain, by: "OTHER", refused: "could not change the policy of the key"},
		"another role changes it":      {before: plain, after: changed, by: "OTHER", refused: "would lock its writer out"},
		"another role narrows it":      {before: plain, after: narrower, by: "OTHER", refused: "would lock its writer out"},
		"the key is to be deleted":     {before: plain, after: changed, refused: "will be deleted on", meanwhile: call("ScheduleKeyDeletion", nil)},
		"the key was disabled":         {before: plain, after: changed, meanwhile: call("DisableKey", nil)},
		"the policy was changed":       {before: plain, after: narrower, meanwhile: call("PutKeyPolicy", map[string]any{"Policy": fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":%q},"Action":"kms:*","Resource":"*"}]}`, pipeline)})},
		"the tags were changed":        {before: plain, after: changed, meanwhile: call("TagResource", map[string]any{"Tags": []map[string]string{{"TagKey": "Team", "TagValue": "theirs"}, {"TagKey": "Owner", "TagValue": "theirs"}}})},
		"it was done by hand":          {before: plain, after: changed, meanwhile: call("UpdateKeyDescription", map[string]any{"Description": "new"})},
		"it was destroyed already":     {before: plain, after: "", meanwhile: call("ScheduleKeyDeletion", map[string]any{"PendingWindowInDays": 30})},
		"the material was lost":        {before: externalKey(1, firstMaterial, ""), after: externalKey(1, firstMaterial, "description = \"new\""), meanwhile: call("DeleteImportedKeyMaterial", nil)},
		"the material is another's":    {before: externalKey(1, firstMaterial, ""), after: externalKey(2, secondMaterial, ""), meanwhile: func(b *bench) { b.rotateTo(region, "payments", 3) }},
		"the end of it is past by now": {after: externalKey(1, firstMaterial, `material_valid_to = "2020-01-01T00:00:00Z"`), refused: "KMS takes a time that is to come"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, localkms.Options{ShuffleRead: true})
			w := provider.workspace(t)
			environment := w.environment
			as := func(identity string) {
				w.environment = append(slices.Clone(environment), "AWS_ACCESS_KEY_ID="+identity, "AWS_SECRET_ACCESS_KEY=local")
			}
			write := func(body string) {
				w.write(regexp.MustCompile(`(?m)^\s*(access|secret)_key.*$`).ReplaceAllString(b.unjudged(body), ""))
			}
			as("PIPELINE")
			if c.before != "" {
				write(c.before)
				w.apply()
			}
			write(c.after)
			if out, err := w.terraform("plan", "-out=saved"); err != nil {
				t.Fatalf("it cannot be planned: %s", out)
			}
			if c.meanwhile != nil {
				c.meanwhile(b)
			}
			left := b.account(region)
			if c.by != "" {
				as(c.by)
			}
			out, err := w.terraform("apply", "saved")
			switch {
			case c.refused == "" && err != nil:
				t.Errorf("it was refused: %s", out)
			case c.refused != "" && (err == nil || !words(c.refused).MatchString(out)):
				t.Errorf("it was not refused with %q: %s", c.refused, out)
			case c.refused != "":
				if text := differences(b.account(region), left); text != "" {
					t.Errorf("it was refused, and the account is another:\n%s", text)
				}
				return
			}
			as("PIPELINE")
			w.apply() // what others changed and the plan did not know
			if out, err := w.terraform("plan", "-detailed-exitcode"); err != nil {
				t.Errorf("the plan after it is not empty: %s", out)
			}
		})
	}
}
