package keywright.lib.exposures_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_places(type, after) := {place.attribute | some place in inventory.exposures; place.status == "plain"} if {
	inventory := keywright.inventory with input as planned.of([planned.change(sprintf("%s.x", [type]), type, "managed", after)])
		with data.keywright_profile as fixture.profile
}

_plain(name, value) if count(_places("aws_lambda_function", {"environment": [{"variables": {name: value}}]})) == 1

# Variables that are named like secrets, as people write them.
test_names_of_secrets if {
	every name in [
		"DB_PASSWORD", "PGPASSWORD", "dbPassword", "password", "MYSQL_PWD", "DB_PASS", "smtpPass", "clientSecret", "CLIENT_SECRET", "secretKey",
		"accessToken", "API_TOKEN", "apiKey", "MASTER_KEY", "AES_KEY", "SENTRY_DSN", "ConnectionStrings__Default",
	] {
		_plain(name, "hunter2hunter2")
	}
}

test_names_of_other_things if {
	every name in [
		"PASSWORD_MIN_LENGTH", "PASSWORDLESS", "COMPASS", "BYPASS_CACHE", "PASSENGERS", "SECRET_NAME", "secretName", "tokenUrl", "OAUTH_TOKEN_URL",
		"MAX_TOKENS", "TOKEN_BUCKET_SIZE", "KMS_KEY_ID", "PUBLIC_KEY", "KEYBOARD", "AUTHOR", "DB_PASSWORD_ARN", "dbPasswordPath",
	] {
		not _plain(name, "hunter2hunter2")
	}
}

test_values_that_are_secrets if {
	every value in [
		"postgres://app:hunter2@db/app", "redis://:hunter2@cache:6379", "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUk=",
		"glpat-abcdefghij0123456789", "Server=x;User ID=app;Password=hunter2;", "DefaultEndpointsProtocol=https;AccountKey=Zm9vYmFyYmF6cXV4Zm9vYmFy==",
		"https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX",
	] {
		_plain("SETTING", value)
	}
}

test_values_that_are_none if {
	every value in [
		"postgres://app@db/app", "postgres://app:${DB_PASSWORD}@db/app", "postgres://app:***@db/app", "https://www.example.com:8080/a@b",
		"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSQ==", "Server=x;User ID=app;Password=${PASSWORD};",
	] {
		not _plain("SETTING", value)
	}
}

# What is named like a secret and refers to one, or is a switch or a small number.
test_references if {
	every value in ["arn:aws:secretsmanager:eu-north-1:123456789012:secret:db-AbCdEf", "alias/app", "true", "12"] {
		not _plain("DB_PASSWORD", value)
	}
	_plain("DB_PASSWORD", "8472938472938471")
	_plain("DB_PASSWORD", "arn:aws:kms:hunter2")
}

test_containers if {
	definition := json.marshal([
		{"name": "a", "secrets": [{"name": "DB_PASSWORD", "valueFrom": "arn:aws:secretsmanager:eu-north-1:123456789012:secret:db-AbCdEf"}]},
		{
			"name": "b", "environment": [{"name": "JWT_SECRET", "value": "s3cr3t"}], "command": ["serve", "postgres://app:hunter2@db/app"],
			"dockerLabels": {"api_token": "hunter2", "team": "x"}, "logConfiguration": {"options": {"splunk-token": "1", "splunk-url": "https://x", "splunk-secret": "hunter2"}},
		},
	])
	_places("aws_ecs_task_definition", {"container_definitions": definition}) == {
		"container_definitions[1].environment.JWT_SECRET", "container_definitions[1].command.1", "container_definitions[1].dockerLabels.api_token",
		"container_definitions[1].logConfiguration.options.splunk-secret",
	}
}

test_commands if {
	image := {"source_configuration": [{"image_repository": [{"image_configuration": [{"start_command": "serve postgres://app:hunter2@db/app"}]}]}]}
	_places("aws_apprunner_service", image) == {"source_configuration.0.image_repository.0.image_configuration.0.start_command"}
	service := {"template": [{"containers": [{"args": ["--db=postgres://app:hunter2@db/app"], "env": [{"name": "PGPASSWORD", "value": "hunter2"}]}]}]}
	_places("google_cloud_run_v2_service", service) == {"template.0.containers.0.args.0", "template.0.containers.0.env.PGPASSWORD"}
}

# The provider hides value and not insecure_value.
test_parameters_without_a_veil if {
	_places("aws_ssm_parameter", {"type": "String", "name": "/app/db_password", "insecure_value": "hunter2"}) == {"insecure_value"}
	_places("aws_ssm_parameter", {"type": "String", "name": "/app/setting", "insecure_value": "postgres://app:hunter2@db/app"}) == {"insecure_value"}
	_places("aws_ssm_parameter", {"type": "String", "name": "/app/log_level", "insecure_value": "info"}) == set()
	_places("aws_ssm_parameter", {"type": "String", "name": "/app/db_password", "insecure_value": "arn:aws:secretsmanager:eu-north-1:123456789012:secret:db-AbCdEf"}) == set()
}
