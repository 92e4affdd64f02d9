package keywright.lib.vpc_endpoint_rows_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_row(after, unknown) := row if {
	change := object.union(planned.change("aws_vpc_endpoint.e", "aws_vpc_endpoint", "managed", after), {"change": {"after_unknown": unknown}})
	[row] := keywright.inventory.vpc_endpoints with input as planned.of([change])
		with data.keywright_profile as fixture.profile
}

test_the_service_of_an_endpoint if {
	every name in ["com.amazonaws.eu-north-1.kms", "com.amazonaws.us-east-1.kms-fips", "cn.com.amazonaws.cn-north-1.kms", "com.amazonaws.eu-north-1.KMS"] {
		_row({"id": "vpce-1", "service_name": name}, {}).service == "kms"
	}
	every name in ["com.amazonaws.eu-north-1.s3", "com.amazonaws.eu-north-1.kmsx", "com.amazonaws.vpce.eu-north-1.vpce-svc-1", "kms"] {
		_row({"id": "vpce-1", "service_name": name}, {}).service == "other"
	}
	_row({"id": "vpce-1", "service_name": "com.amazonaws.eu-north-1.s3"}, {}).id == "vpce-1"
}

test_a_service_that_is_not_known if {
	every row in [_row({}, {"service_name": true}), _row({"service_name": ""}, {}), _row({"service_name": 5}, {}), _row({"service_name": null}, {})] {
		row.service == ""
		row.id == ""
		row.unknown.service
	}
}
