package source_test

import (
	"fmt"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// Thousands of keys of one block, each with a role of its own, are within the limits of one check.
func TestManyInstances(t *testing.T) {
	const keys = 3000
	dir := write(t, map[string]string{"main.tf": `
locals {
  names = [for i in range(1000) : "n${i}"]
  all   = toset(concat(local.names, [for n in local.names : "x-${n}"], [for n in local.names : "y-${n}"]))
  administration = [for i in range(5) : {
    Sid = "S${i}", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/admin-${i}" }, Action = ["kms:DescribeKey", "kms:PutKeyPolicy"], Resource = "*"
  }]
}
resource "aws_iam_role" "r" {
  for_each = local.all
  name     = each.key
}
resource "aws_kms_key" "k" {
  for_each = aws_iam_role.r
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = aws_iam_role.r[each.key].arn }, Action = "kms:Decrypt", Resource = "*" },
    { Effect = "Allow", Principal = { AWS = each.value.arn }, Action = "kms:Encrypt", Resource = "*" },
  ]) })
}
`})
	k := source.Known{
		Configuration: map[string]any{"resources": []any{
			map[string]any{"address": "aws_kms_key.k", "type": "aws_kms_key", "for_each_expression": map[string]any{"references": []any{"aws_iam_role.r"}},
				"expressions": map[string]any{"policy": map[string]any{"references": []any{"local.administration", "aws_iam_role.r", "each.key", "each.value.arn", "each.value"}}}},
			map[string]any{"address": "aws_iam_role.r", "type": "aws_iam_role", "for_each_expression": map[string]any{"references": []any{"local.all"}},
				"expressions": map[string]any{"name": map[string]any{"references": []any{"each.key"}}}},
		}},
		Types: map[string][]string{"aws_kms_key": {"policy"}, "aws_iam_role": {"arn", "name"}},
	}
	for i := range keys {
		name := []string{"n%d", "x-n%d", "y-n%d"}[i/1000]
		key := fmt.Sprintf(name, i%1000)
		k.Instances = append(k.Instances,
			source.Instance{Address: fmt.Sprintf("aws_kms_key.k[%q]", key), Type: "aws_kms_key", Name: "k", Index: key, Unknown: map[string]any{"policy": true}},
			source.Instance{Address: fmt.Sprintf("aws_iam_role.r[%q]", key), Type: "aws_iam_role", Name: "r", Index: key, Values: map[string]any{"name": key}, Unknown: map[string]any{"arn": true}},
		)
	}
	index, err := source.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	e := index.NewEvaluator(k)
	for i := 0; i < len(k.Instances); i += 2 {
		v, err := e.Attribute(k.Instances[i].Address, "policy")
		if err != nil {
			t.Fatalf("%s, the %dth: %v", k.Instances[i].Address, i/2+1, err)
		}
		if text, ok := v.(string); !ok || len(text) < 500 {
			t.Fatalf("%v", v)
		}
	}
}
