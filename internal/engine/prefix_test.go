package engine

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// Every address of an identity is told apart from that of another input; names and ARNs are not addresses.
func TestPrefixOfIdentities(t *testing.T) {
	part := map[string]any{
		"identities": []any{map[string]any{
			"address": "aws_iam_user.a", "name": "a", "access_keys": []any{"aws_iam_access_key.k"}, "boundary": "aws_iam_policy.p",
		}, map[string]any{"address": "aws_iam_access_key.k", "boundary": "arn:aws:iam::aws:policy/ReadOnlyAccess"}},
		"identity_policies": []any{map[string]any{"address": "aws_iam_policy.p", "bearers": []any{"user/a", "aws_iam_user.a"}}},
		"keys": []any{map[string]any{"address": "aws_kms_key.k", "escalations": []any{
			map[string]any{"principal": "aws_iam_user.a"}, map[string]any{"principal": "arn:aws:iam::123456789012:user/b"},
		}}},
	}
	prefix(part, "one:")
	want := map[string]any{
		"identities": []any{map[string]any{
			"address": "one:aws_iam_user.a", "name": "a", "access_keys": []any{"one:aws_iam_access_key.k"}, "boundary": "one:aws_iam_policy.p",
		}, map[string]any{"address": "one:aws_iam_access_key.k", "boundary": "arn:aws:iam::aws:policy/ReadOnlyAccess"}},
		"identity_policies": []any{map[string]any{"address": "one:aws_iam_policy.p", "bearers": []any{"user/a", "one:aws_iam_user.a"}}},
		"keys": []any{map[string]any{"address": "one:aws_kms_key.k", "escalations": []any{
			map[string]any{"principal": "one:aws_iam_user.a"}, map[string]any{"principal": "arn:aws:iam::123456789012:user/b"},
		}}},
	}
	if diff := gocmp.Diff(want, part); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
