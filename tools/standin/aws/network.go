package aws

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func network() map[string]table.Resource {
	return map[string]table.Resource{"aws_vpc_endpoint": vpcEndpoint()}
}

func vpcEndpoint() table.Resource {
	entry := tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"dns_name": tftypes.String, "hosted_zone_id": tftypes.String,
	}}
	return table.Resource{ID: "vpce-{hex17}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                        table.Computed(table.Text).As("arn:{partition}:ec2:{region}:{account}:vpc-endpoint/{id}"),
			"auto_accept":                table.Optional(table.Flag),
			"cidr_blocks":                table.Computed(table.Texts).As([]string{}),
			"dns_entry":                  table.Computed(tftypes.List{ElementType: entry}).As([]any{}),
			"ip_address_type":            table.Optional(table.Text).Computed().In("ipv4", "dualstack", "ipv6").As("ipv4"),
			"network_interface_ids":      table.Computed(table.Names).As([]string{}),
			"owner_id":                   table.Computed(table.Text).As("{account}"),
			"policy":                     table.Optional(table.Text).Computed().JSON(),
			"prefix_list_id":             table.Computed(table.Text),
			"private_dns_enabled":        table.Optional(table.Flag).Computed().As(false),
			"requester_managed":          table.Computed(table.Flag).As(false),
			"resource_configuration_arn": table.Optional(table.Text).ForceNew(),
			"route_table_ids":            table.Optional(table.Names).Computed().As([]string{}),
			"security_group_ids":         table.Optional(table.Names).Computed().As([]string{}),
			"service_name":               table.Optional(table.Text).Computed().ForceNew(),
			"service_network_arn":        table.Optional(table.Text).ForceNew(),
			"service_region":             table.Optional(table.Text).Computed().ForceNew().As("{region}"),
			"state":                      table.Computed(table.Text).As("available"),
			"subnet_ids":                 table.Optional(table.Names).Computed().As([]string{}),
			"vpc_endpoint_type":          table.Optional(table.Text).ForceNew().Default("Gateway").In("Gateway", "GatewayLoadBalancer", "Interface", "Resource", "ServiceNetwork"),
			"vpc_id":                     table.Required(table.Text).ForceNew(),
		},
		Blocks: table.Blocks{
			"dns_options": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"dns_record_ip_type": table.Optional(table.Text).Computed(), "private_dns_only_for_inbound_resolver_endpoint": table.Optional(table.Flag),
			}}).Computed(),
			"subnet_configuration": table.Set(0, 0, table.Block{Attrs: table.Attrs{
				"ipv4": table.Optional(table.Text), "ipv6": table.Optional(table.Text), "subnet_id": table.Optional(table.Text),
			}}).Computed(),
			"timeouts": table.Timeouts("create", "delete", "update"),
		},
	}}
}
