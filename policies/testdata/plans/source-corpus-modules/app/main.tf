variable "name" {
  type = string
}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  path               = "/apps/"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

output "role_arn" {
  value = aws_iam_role.this.arn
}
