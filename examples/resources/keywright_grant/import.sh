# KEY:GRANT-ID, where KEY is the key's ARN, its id, or its id with a region
terraform import keywright_grant.report arn:aws:kms:eu-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab:0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60
terraform import keywright_grant.report 1234abcd-12ab-34cd-56ef-1234567890ab@eu-north-1:0c237476b39f8bc44e45212e08498fbe3151305030726c0590dd8d3e9f3d6a60
