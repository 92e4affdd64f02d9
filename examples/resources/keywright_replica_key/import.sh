# by ARN, by key id with a region, or by alias with a region
terraform import keywright_replica_key.webhooks arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab
terraform import keywright_replica_key.webhooks mrk-1234abcd12ab34cd56ef1234567890ab@eu-west-1
terraform import keywright_replica_key.webhooks alias/drop-webhooks@eu-west-1
