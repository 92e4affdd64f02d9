package localkms_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestListsPageThroughEverythingOnce(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	var ids []string
	for i := range 7 {
		ids = append(ids, *h.create(client, nil).KeyId)
		must(client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: aws.String(fmt.Sprintf("alias/%d", i)), TargetKeyId: &ids[0]}))(t)
		must(client.TagResource(ctx, &kms.TagResourceInput{KeyId: &ids[0], Tags: []types.Tag{{TagKey: aws.String(fmt.Sprint(i)), TagValue: aws.String("")}}}))(t)
		must(client.CreateGrant(ctx, &kms.CreateGrantInput{KeyId: &ids[0], GranteePrincipal: aws.String(role("app")), Operations: []types.GrantOperation{"Decrypt"}}))(t)
		must(client.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: &ids[0]}))(t)
	}
	lists := map[string]func(marker *string) ([]string, *string, bool){
		"keys": func(marker *string) ([]string, *string, bool) {
			out := must(client.ListKeys(ctx, &kms.ListKeysInput{Limit: aws.Int32(3), Marker: marker}))(t)
			return names(out.Keys, func(k types.KeyListEntry) string { return *k.KeyId }), out.NextMarker, out.Truncated
		},
		"aliases": func(marker *string) ([]string, *string, bool) {
			out := must(client.ListAliases(ctx, &kms.ListAliasesInput{Limit: aws.Int32(3), Marker: marker, KeyId: &ids[0]}))(t)
			return names(out.Aliases, func(a types.AliasListEntry) string { return *a.AliasName }), out.NextMarker, out.Truncated
		},
		"tags": func(marker *string) ([]string, *string, bool) {
			out := must(client.ListResourceTags(ctx, &kms.ListResourceTagsInput{KeyId: &ids[0], Limit: aws.Int32(3), Marker: marker}))(t)
			return names(out.Tags, func(a types.Tag) string { return *a.TagKey }), out.NextMarker, out.Truncated
		},
		"grants": func(marker *string) ([]string, *string, bool) {
			out := must(client.ListGrants(ctx, &kms.ListGrantsInput{KeyId: &ids[0], Limit: aws.Int32(3), Marker: marker}))(t)
			return names(out.Grants, func(g types.GrantListEntry) string { return *g.GrantId }), out.NextMarker, out.Truncated
		},
		"rotations": func(marker *string) ([]string, *string, bool) {
			out := must(client.ListKeyRotations(ctx, &kms.ListKeyRotationsInput{KeyId: &ids[0], Limit: aws.Int32(3), Marker: marker}))(t)
			return names(out.Rotations, func(r types.RotationsListEntry) string { return *r.KeyMaterialId }), out.NextMarker, out.Truncated
		},
	}
	for name, list := range lists {
		var all []string
		pages := 0
		for marker, more := (*string)(nil), true; more; pages++ {
			var found []string
			found, marker, more = list(marker)
			if more != (marker != nil) {
				t.Fatalf("%s: truncated %v with marker %v", name, more, marker)
			}
			all = append(all, found...)
		}
		slices.Sort(all)
		if pages != 3 || len(slices.Compact(all)) != 7 {
			t.Errorf("%s: %d different items on %d pages, want 7 on 3", name, len(slices.Compact(all)), pages)
		}
	}
}

func names[T any](items []T, name func(T) string) []string {
	found := make([]string, 0, len(items))
	for _, item := range items {
		found = append(found, name(item))
	}
	return found
}

func TestPagesHaveDefaultsAndLimits(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	first := h.create(client, nil).KeyId
	for i := range 101 {
		h.create(client, nil)
		if i < 50 {
			must(client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: aws.String(fmt.Sprintf("alias/%03d", i)), TargetKeyId: first}))(t)
		}
	}
	_, err := client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: aws.String("alias/one-more"), TargetKeyId: first})
	wantCode(t, err, "LimitExceededException")
	second := h.create(client, nil).KeyId
	must(client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: aws.String("alias/one-more"), TargetKeyId: second}))(t)

	keys := must(client.ListKeys(ctx, &kms.ListKeysInput{}))(t)
	aliases := must(client.ListAliases(ctx, &kms.ListAliasesInput{}))(t)
	if len(keys.Keys) != 100 || !keys.Truncated || len(aliases.Aliases) != 50 || !aliases.Truncated {
		t.Errorf("%d keys and %d aliases on the first page, want 100 and 50", len(keys.Keys), len(aliases.Aliases))
	}
	_, err = client.ListKeys(ctx, &kms.ListKeysInput{Limit: aws.Int32(1001)})
	wantCode(t, err, "ValidationException")
	_, err = client.ListAliases(ctx, &kms.ListAliasesInput{Limit: aws.Int32(0)})
	wantCode(t, err, "ValidationException")
	_, err = client.ListAliases(ctx, &kms.ListAliasesInput{Marker: keys.NextMarker})
	wantCode(t, err, "InvalidMarkerException")
	_, err = client.ListKeys(ctx, &kms.ListKeysInput{Marker: aws.String("***")})
	wantCode(t, err, "InvalidMarkerException")
}
