package localkms_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func tags(pairs ...string) []types.Tag {
	var made []types.Tag
	for i := 0; i < len(pairs); i += 2 {
		made = append(made, types.Tag{TagKey: &pairs[i], TagValue: &pairs[i+1]})
	}
	return made
}

func TestTags(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	id := h.create(client, &kms.CreateKeyInput{Tags: tags("Purpose", "pii", "empty", "")}).KeyId
	must(client.TagResource(ctx, &kms.TagResourceInput{KeyId: id, Tags: tags("purpose", "x", "Purpose", "aml", "keywright:settings", "a=1 b=2")}))(t)
	must(client.UntagResource(ctx, &kms.UntagResourceInput{KeyId: id, TagKeys: []string{"empty", "never there"}}))(t)
	got := map[string]string{}
	for _, tag := range must(client.ListResourceTags(ctx, &kms.ListResourceTagsInput{KeyId: id}))(t).Tags {
		got[*tag.TagKey] = *tag.TagValue
	}
	if fmt.Sprint(got) != fmt.Sprint(map[string]string{"Purpose": "aml", "purpose": "x", "keywright:settings": "a=1 b=2"}) {
		t.Errorf("tags: %v", got)
	}
}

func TestTagsThatAreRefused(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	id := h.create(client, nil).KeyId
	var many []string
	for i := range 51 {
		many = append(many, fmt.Sprint("k", i), "v")
	}
	for name, c := range map[string]struct {
		tags []types.Tag
		want string
	}{
		"reserved":         {tags("aws:x", "y"), "TagException"},
		"character":        {tags("a", "b;c"), "TagException"},
		"twice":            {tags("a", "1", "a", "2"), "TagException"},
		"51":               {tags(many...), "LimitExceededException"},
		"long key":         {tags(strings.Repeat("ø", 129), ""), "ValidationException"},
		"long value":       {tags("a", strings.Repeat("ø", 257)), "ValidationException"},
		"key of 128 runes": {tags(strings.Repeat("ø", 128), strings.Repeat("ø", 256)), ""},
	} {
		_, err := client.TagResource(ctx, &kms.TagResourceInput{KeyId: id, Tags: c.tags})
		if code(err) != c.want {
			t.Errorf("%s: TagResource got %v, want %q", name, err, c.want)
		}
		_, err = client.CreateKey(ctx, &kms.CreateKeyInput{Tags: c.tags})
		if code(err) != c.want {
			t.Errorf("%s: CreateKey got %v, want %q", name, err, c.want)
		}
	}
	_, err := client.UntagResource(ctx, &kms.UntagResourceInput{KeyId: id, TagKeys: []string{"aws:x"}})
	wantCode(t, err, "TagException")
	must(client.TagResource(ctx, &kms.TagResourceInput{KeyId: id, Tags: tags(many[:98]...)}))(t)
	_, err = client.TagResource(ctx, &kms.TagResourceInput{KeyId: aws.String(*id), Tags: tags("one more", "")})
	wantCode(t, err, "LimitExceededException") // 49 and the one of 128 characters are 50
}
