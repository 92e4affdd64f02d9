package aws

import (
	"hash/crc32"
	"strconv"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func data() map[string]table.Data {
	return map[string]table.Data{
		"aws_caller_identity":     {Block: callerIdentity(), Read: readCallerIdentity},
		"aws_iam_policy_document": {Block: policyDocument(), Read: readPolicyDocument},
		"aws_partition":           {Block: partitionData(), Read: readPartition},
		"aws_region":              {Block: regionData(), Read: readRegion},
	}
}

func callerIdentity() table.Block {
	return table.Block{Attrs: table.Attrs{
		"account_id": table.Computed(table.Text), "arn": table.Computed(table.Text),
		"id": table.Optional(table.Text).Computed(), "user_id": table.Computed(table.Text),
	}}
}

func readCallerIdentity(_ table.Values, s table.Settings) (map[string]any, error) {
	return map[string]any{
		"account_id": s.Account, "id": s.Account, "user_id": "AROASTANDIN0000000000:standin",
		"arn": "arn:" + s.Partition + ":sts::" + s.Account + ":assumed-role/pipeline/standin",
	}, nil
}

func partitionData() table.Block {
	return table.Block{Attrs: table.Attrs{
		"dns_suffix": table.Computed(table.Text), "id": table.Optional(table.Text).Computed(),
		"partition": table.Computed(table.Text), "reverse_dns_prefix": table.Computed(table.Text),
	}}
}

func readPartition(_ table.Values, s table.Settings) (map[string]any, error) {
	reverse := map[string]string{"amazonaws.com.cn": "cn.com.amazonaws", "amazonaws.eu": "eu.amazonaws"}[s.DNSSuffix]
	if reverse == "" {
		reverse = "com.amazonaws"
	}
	return map[string]any{
		"dns_suffix": s.DNSSuffix, "id": s.Partition, "partition": s.Partition, "reverse_dns_prefix": reverse,
	}, nil
}

func regionData() table.Block {
	return table.Block{Attrs: table.Attrs{
		"description": table.Computed(table.Text), "endpoint": table.Optional(table.Text).Computed(),
		"id": table.Optional(table.Text).Computed(), "name": table.Optional(table.Text).Computed(),
		"region": table.Optional(table.Text).Computed(),
	}}
}

func readRegion(config table.Values, s table.Settings) (map[string]any, error) {
	region := s.Region
	for _, name := range []string{"name", "region"} {
		if text := config.Text(name); text != "" {
			region = text
		}
	}
	return map[string]any{
		"description": region, "endpoint": "ec2." + region + "." + s.DNSSuffix,
		"id": region, "name": region, "region": region,
	}, nil
}

// hashed is the id that the real provider gives what has none of its own.
func hashed(text string) string {
	return strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(text))), 10)
}
