package plan_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// big makes a plan of about the given size, as a large estate has it: mostly resources that no rule reads, one in
// fifty a key with its policy.
func big(bytes int) string {
	var changes, values strings.Builder
	for i := 0; changes.Len()+values.Len() < bytes; i++ {
		if i > 0 {
			changes.WriteByte(',')
			values.WriteByte(',')
		}
		resourceType, policy := "aws_instance", ""
		if i%50 == 0 {
			resourceType = "aws_kms_key"
			policy = `,"policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"`
		}
		attributes := fmt.Sprintf(`{"name":"resource-%d","tags":{"Owner":"team","Environment":"production"},"list":[1,2,3,{"a":"b","c":null}],`+
			`"user_data":"%s","monitoring":true,"cpu":4%s}`, i, strings.Repeat("text ", 20), policy)
		head := fmt.Sprintf(`"address":"%s.r[%d]","mode":"managed","type":%q,"name":"r","index":%d,"provider_name":"registry.terraform.io/hashicorp/aws"`,
			resourceType, i, resourceType, i)
		fmt.Fprintf(&changes, `{%s,"change":{"actions":["create"],"before":null,"after":%s,"after_unknown":{"arn":true,"id":true,"tags":{}},"before_sensitive":false,"after_sensitive":{"tags":{}}}}`, head, attributes)
		fmt.Fprintf(&values, `{%s,"schema_version":1,"values":%s,"sensitive_values":{"tags":{}}}`, head, attributes)
	}
	return fmt.Sprintf(`{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[%s]}},"resource_changes":[%s]}`, values.String(), changes.String())
}

// The goal is 44 MB in well under a second, in memory that goes with what is kept and not with what is read.
func BenchmarkRead44MB(b *testing.B) {
	text := big(44 << 20)
	o := plan.Options{ReadSet: &plan.ReadSet{Types: map[string][]string{"aws_kms_key": {"policy", "tags"}}}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := plan.Read(strings.NewReader(text), "plan.json", o); err != nil {
			b.Fatal(err)
		}
	}
}

// Twenty megabytes of resources that no rule reads must leave nothing behind.
func TestPrunedPlanIsSmall(t *testing.T) {
	text := big(20 << 20)
	o := plan.Options{ReadSet: &plan.ReadSet{Types: map[string][]string{"aws_kms_alias": {"name"}}}}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	in := read(t, text, o)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 1<<20 {
		t.Errorf("%d bytes kept of %d read", kept, len(text))
	}
	runtime.KeepAlive(in)
	runtime.KeepAlive(text)
}
