variable "name" {
  type = string
}

variable "key_arn" {
  type = string
}

data "aws_iam_policy_document" "use" {
  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.key_arn]
  }
}

resource "aws_iam_role" "worker" {
  name = var.name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" } }]
  })
}

resource "aws_iam_role_policy" "use" {
  name   = "use"
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.use.json
}
