package keypolicy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// BenchmarkAnalyse is one key of the example; an estate has ten thousand.
func BenchmarkAnalyse(b *testing.B) {
	text, err := keypolicy.Generate(keypolicy.Spec{Access: nationalID()})
	if err != nil {
		b.Fatal(err)
	}
	policy, err := keypolicy.Parse(text)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		keypolicy.Analyse(policy, nil, []string{adminRole, compliance})
	}
}

func both(one, other string) string { return fmt.Sprintf(`{"AWS":[%q,%q]}`, one, other) }

// BenchmarkAnalyseConditions is a policy of six statements and eight principals whose Denies and conditions all have to
// be looked at.
func BenchmarkAnalyseConditions(b *testing.B) {
	policy, err := keypolicy.Parse(fmt.Sprintf(`{"Version":"2012-10-17","Statement":[%s]}`, strings.Join([]string{
		allow(both(pipeline, compliance), "kms:*", ""),
		allow(both(adminRole, auditor), `kms:Describe*`, `,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`),
		allow(both(appRole, ada), `kms:CreateGrant`, `,"Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Encrypt","DescribeKey"]}}`),
		allow(`"*"`, "kms:Decrypt", `,"Condition":{"StringEquals":{"kms:ViaService":"s3.eu-north-1.amazonaws.com","kms:CallerAccount":"`+home+`"}}`),
		deny(`"*"`, "kms:Decrypt", `,"Condition":{"StringNotEqualsIfExists":{"aws:SourceVpce":["vpce-1","vpce-2"]},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::`+home+`:role/*"}}`),
		deny(`"*"`, "kms:*", `,"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"},"ArnNotEquals":{"aws:PrincipalArn":"`+pipeline+`"}}`),
	}, ",")))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		keypolicy.Analyse(policy, nil, []string{root})
	}
}

// BenchmarkParse is the same key's policy, read.
func BenchmarkParse(b *testing.B) {
	text, err := keypolicy.Generate(keypolicy.Spec{Access: nationalID()})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := keypolicy.Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadAccess is what a refresh of one imported key pays.
func BenchmarkReadAccess(b *testing.B) {
	text, err := keypolicy.Generate(keypolicy.Spec{Access: nationalID()})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := keypolicy.ReadAccess(text); err != nil {
			b.Fatal(err)
		}
	}
}
