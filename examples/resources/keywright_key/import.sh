# by alias, by key id with a region, or by ARN
terraform import keywright_key.national_id alias/drop-national-id-key
terraform import keywright_key.backup 1234abcd-12ab-34cd-56ef-1234567890ab@eu-west-1
terraform import keywright_key.pii arn:aws:kms:eu-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
