# METADATA
# title: Endpoints of VPCs
# description: |
#   A row for each endpoint of a VPC (finding.VPCEndpoint), with the service that requests reach through it. Source: AWS KMS Developer
#   Guide, connecting to KMS through a VPC endpoint; AWS PrivateLink, services that integrate with it.
package keywright.lib.vpc_endpoint_rows

import data.keywright.lib.plan
import data.keywright.lib.values

# rows are the endpoints.
rows := [row |
	some resource in plan.resources.aws_vpc_endpoint
	service := _service(values.optional(resource, "service_name", null))
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"id": _text(values.read(resource, "id")),
		"service": service.value,
		"name": service.name,
		"unknown": {"service": service.unknown | service.unknown},
	}
]

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

# Such as com.amazonaws.eu-north-1.kms, or kms-fips.
_service(cell) := {"value": "kms", "name": cell.value} if {
	is_string(cell.value)
	regex.match(`\.kms(-fips)?$`, lower(cell.value))
} else := {"value": "other", "name": cell.value} if {
	is_string(cell.value)
	cell.value != ""
} else := {"value": "", "name": "", "unknown": object.get(cell, "unknown", "it names no service")}
