data "aws_iam_policy_document" "this" {
  statement {
    sid       = "Pipeline"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/pipeline"]
    }
  }

  statement { # <- ACC-03 module.document["eu"].aws_kms_key.this <- ACC-03 module.document["eu.north"].aws_kms_key.this
    sid       = "Open"
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

output "json" {
  value = data.aws_iam_policy_document.this.json
}
