package provider

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// account says in lines what an account holds: every key with its state, tags, aliases, policy, rotation and grants. Ids
// are left out, so that two runs compare.
func (b *bench) account(regions ...string) []string {
	b.t.Helper()
	var lines []string
	for _, region := range regions {
		keys, _ := b.call(region, "ListKeys", map[string]any{"Limit": 1000})["Keys"].([]any)
		for _, entry := range keys {
			lines = append(lines, b.describe(region, fmt.Sprint(entry.(map[string]any)["KeyId"]))...)
		}
		aliases, _ := b.call(region, "ListAliases", map[string]any{"Limit": 100})["Aliases"].([]any)
		for _, entry := range aliases {
			lines = append(lines, region+" "+fmt.Sprint(entry.(map[string]any)["AliasName"]))
		}
	}
	sort.Strings(lines)
	return lines
}

func (b *bench) describe(region, id string) []string {
	b.t.Helper()
	ctx, client := context.Background(), b.client(region)
	key, err := client.ReadKey(ctx, region, id)
	if err != nil {
		b.t.Fatal(err)
	}
	policy, err := keypolicy.Canonical(key.Policy)
	if err != nil {
		b.t.Fatal(err)
	}
	var tags []string
	for _, name := range sortedKeys(key.Tags) {
		tags = append(tags, name+"="+key.Tags[name])
	}
	metadata, _ := b.call(region, "DescribeKey", map[string]any{"KeyId": id})["KeyMetadata"].(map[string]any)
	role := ""
	if shape, ok := metadata["MultiRegionConfiguration"].(map[string]any); ok {
		role = fmt.Sprint(shape["MultiRegionKeyType"])
	}
	line := fmt.Sprintf("%s key %s %s %q %q tags %v aliases %v policy %s", region, key.State, role, key.Spec, key.Description, tags, key.Aliases, policy)
	if !key.Leaving() {
		status, err := client.Rotation(ctx, region, id)
		if err != nil {
			b.t.Fatal(err)
		}
		line += fmt.Sprintf(" rotates %t %d", status.Enabled, status.PeriodDays)
	}
	if metadata["Origin"] == kms.OriginExternal && metadata["KeySpec"] == defaultSpec {
		line += b.materials(region, id)
	}
	lines := []string{line}
	grants, err := client.Grants(ctx, region, id)
	if err != nil {
		b.t.Fatal(err)
	}
	for i := range grants {
		g := &grants[i]
		lines = append(lines, fmt.Sprintf("%s grant %s on %v to %s: %v %v %v", region, g.Name, key.Aliases, g.GranteePrincipal, g.Operations, g.EncryptionContextEquals, g.EncryptionContextSubset))
	}
	return lines
}

// materials says what material a key has, in the order in which it came.
func (b *bench) materials(region, id string) string {
	b.t.Helper()
	text := ""
	held, _ := b.call(region, "ListKeyRotations", map[string]any{"KeyId": id, "IncludeKeyMaterial": "ALL_KEY_MATERIAL"})["Rotations"].([]any)
	for _, entry := range held {
		m := entry.(map[string]any)
		text += fmt.Sprint(" material ", m["KeyMaterialState"], " ", m["ImportState"])
	}
	return text
}

// differences are the lines that one account has and the other has not.
func differences(got, want []string) string {
	var text []string
	left := slices.Clone(want)
	for _, line := range got {
		if at := slices.Index(left, line); at >= 0 {
			left = slices.Delete(left, at, at+1)
			continue
		}
		text = append(text, "+ "+line)
	}
	for _, line := range left {
		text = append(text, "- "+line)
	}
	return strings.Join(text, "\n")
}
