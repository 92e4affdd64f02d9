# A corpus of evasions by power over identities and services: roles that are passed on, code that is changed, managed policies
# that are written, groups that are joined, boundaries that are taken off; and twins that are safe. What is right by IAM's
# rules of each key stands in expected.json.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

# The account of the plan: whose the roles of the plan are.
data "aws_caller_identity" "current" {}

locals {
  arn = "arn:aws:iam::123456789012"

  make   = { Effect = "Allow", Action = ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "*" }
  lambda = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
  ec2    = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } }

  # What the administrator of each case may beside the life of its key, and which service the role trusts that uses the key.
  passing = {
    function = { trusts = "lambda", may = [local.make,
    { Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] }
    function-by-name = { trusts = "lambda", may = [local.make,
    { Effect = "Allow", Action = "iam:PassRole", Resource = "${local.arn}:role/function-by-name-app" }] }
    function-to-lambda = { trusts = "lambda", may = [local.make,
    { Effect = "Allow", Action = "iam:PassRole", Resource = "*", Condition = local.lambda }] }
    function-of-another-role = { trusts = "lambda", may = [local.make,
    { Effect = "Allow", Action = "iam:PassRole", Resource = "${local.arn}:role/deployed-*" }] }
    function-to-ec2 = { trusts = "lambda", may = [local.make,
    { Effect = "Allow", Action = "iam:PassRole", Resource = "*", Condition = local.ec2 }] }
    function-of-no-trust = { trusts = "ec2", may = [local.make,
    { Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] }
    function-denied = { trusts = "lambda", may = [local.make,
      { Effect = "Allow", Action = "iam:PassRole", Resource = "*" },
    { Effect = "Deny", Action = "iam:PassRole", Resource = "${local.arn}:role/function-denied-app" }] }
    function-denied-elsewhere = { trusts = "lambda", may = [local.make,
      { Effect = "Allow", Action = "iam:PassRole", Resource = "*" },
    { Effect = "Deny", Action = "iam:PassRole", Resource = "${local.arn}:role/function-denied-app" }] }
    function-not-started = { trusts = "lambda", may = [
    { Effect = "Allow", Action = ["lambda:CreateFunction", "iam:PassRole"], Resource = "*" }] }
    instance = { trusts = "ec2", may = [
    { Effect = "Allow", Action = ["ec2:RunInstances", "iam:Pass*"], Resource = "*" }] }
    instance-read = { trusts = "ec2", may = [
    { Effect = "Allow", Action = ["ec2:Describe*", "iam:PassRole"], Resource = "*" }] }
    task = { trusts = "ecs-tasks", may = [
    { Effect = "Allow", Action = ["ecs:*", "iam:PassRole"], Resource = "*" }] }
    stack = { trusts = "cloudformation", may = [
    { Effect = "Allow", Action = ["cloudformation:CreateStack", "iam:PassRole"], Resource = "*" }] }
    job = { trusts = "glue", may = [
    { Effect = "Allow", Action = ["glue:CreateJob", "glue:StartJobRun", "iam:PassRole"], Resource = "*" }] }
    build = { trusts = "codebuild", may = [
    { Effect = "Allow", Action = ["codebuild:CreateProject", "codebuild:StartBuild", "iam:PassRole"], Resource = "*" }] }
    machine = { trusts = "states", may = [
    { Effect = "Allow", Action = ["states:TestState", "iam:PassRole"], Resource = "*" }] }
    notebook = { trusts = "sagemaker", may = [
    { Effect = "Allow", Action = ["sagemaker:*", "iam:PassRole"], Resource = "*" }] }
    code = { trusts = "lambda", may = [
    { Effect = "Allow", Action = "lambda:UpdateFunctionCode", Resource = "*" }] }
    code-of-another = { trusts = "lambda", may = [
    { Effect = "Allow", Action = "lambda:UpdateFunctionCode", Resource = "arn:aws:lambda:eu-north-1:123456789012:function:deployed-*" }] }
    fleet = { trusts = "ec2", may = [
    { Effect = "Allow", Action = ["ec2:CreateLaunchTemplate", "ec2:CreateFleet", "iam:PassRole"], Resource = "*" }] }
    fleet-read = { trusts = "ec2", may = [
    { Effect = "Allow", Action = ["ec2:CreateLaunchTemplate", "ec2:DescribeFleets", "iam:PassRole"], Resource = "*" }] }
    task-override = { trusts = "ecs-tasks", may = [
    { Effect = "Allow", Action = ["ecs:RunTask", "iam:PassRole"], Resource = "*" }] }
    build-override = { trusts = "codebuild", may = [
    { Effect = "Allow", Action = ["codebuild:StartBuild", "iam:PassRole"], Resource = "*" }] }
    endpoint = { trusts = "apigateway", may = [
    { Effect = "Allow", Action = ["apigateway:POST", "iam:PassRole"], Resource = "*" }] }
    endpoint-read = { trusts = "apigateway", may = [
    { Effect = "Allow", Action = ["apigateway:GET", "iam:PassRole"], Resource = "*" }] }
    anchor = { trusts = "rolesanywhere", may = [
    { Effect = "Allow", Action = ["rolesanywhere:CreateTrustAnchor", "rolesanywhere:CreateProfile", "iam:PassRole"], Resource = "*" }] }
    certificate = { trusts = "credentials.iot", may = [
    { Effect = "Allow", Action = ["iot:*", "iam:PassRole"], Resource = "*" }] }
    pod = { trusts = "pods.eks", may = [
    { Effect = "Allow", Action = ["eks:CreatePodIdentityAssociation", "eks:CreateAccessEntry", "iam:PassRole"], Resource = "*" }] }
    stream = { trusts = "kinesisanalytics", may = [
    { Effect = "Allow", Action = ["kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication", "iam:PassRole"], Resource = "*" }] }
    schedule = { trusts = "scheduler", may = [
    { Effect = "Allow", Action = ["scheduler:CreateSchedule", "iam:PassRole"], Resource = "*" }] }
    schedule-read = { trusts = "scheduler", may = [
    { Effect = "Allow", Action = ["scheduler:GetSchedule", "scheduler:ListSchedules", "iam:PassRole"], Resource = "*" }] }
    configuration = { trusts = "lambda", may = [
    { Effect = "Allow", Action = ["lambda:UpdateFunctionConfiguration"], Resource = "*" }] }
    session = { trusts = "ec2", may = [
    { Effect = "Allow", Action = "ssm:StartSession", Resource = "*" }] }
    invoked = { trusts = "lambda", may = [
    { Effect = "Allow", Action = ["lambda:InvokeFunction", "lambda:GetFunction"], Resource = "*" }] }
    versions-of-none = { trusts = "ec2", may = [
    { Effect = "Allow", Action = "iam:CreatePolicyVersion", Resource = "*" }] }
    versions = { trusts = "ec2", may = [
    { Effect = "Allow", Action = "iam:CreatePolicyVersion", Resource = "${local.arn}:policy/versions" }] }
    versions-of-another = { trusts = "ec2", may = [
    { Effect = "Allow", Action = "iam:CreatePolicyVersion", Resource = "${local.arn}:policy/deployed-*" }] }
    older-version = { trusts = "ec2", may = [
    { Effect = "Allow", Action = "iam:SetDefaultPolicyVersion", Resource = "*" }] }
    second-role = { trusts = "ec2", may = [
    { Effect = "Allow", Action = "iam:PutRolePolicy", Resource = "${local.arn}:role/second-role-second" }] }
    second-role-shut = { trusts = "ec2", may = [
    { Effect = "Allow", Action = "iam:PutRolePolicy", Resource = "${local.arn}:role/second-role-shut-second" }] }
  }

  # Those who bear a managed policy of the same name, and the second roles, by whom these trust.
  bearing = toset(["versions", "versions-of-another", "older-version"])
  second  = { second-role = { AWS = "${local.arn}:role/second-role-admin" }, second-role-shut = { Service = "ec2.amazonaws.com" } }

  # Users who administer a key, and what they may with groups, of which one rewrites whom roles trust.
  users = {
    joins = { may = [
    { Effect = "Allow", Action = "iam:AddUserToGroup", Resource = "${local.arn}:group/trusters" }], member = null }
    joins-another = { may = [
    { Effect = "Allow", Action = "iam:AddUserToGroup", Resource = "${local.arn}:group/guests" }], member = null }
    joins-denied = { may = [
      { Effect = "Allow", Action = "iam:AddUserToGroup", Resource = "${local.arn}:group/trusters" },
    { Effect = "Deny", Action = "iam:UpdateAssumeRolePolicy", Resource = "*" }], member = null }
    writes-own-group = { may = [
    { Effect = "Allow", Action = "iam:PutGroupPolicy", Resource = "${local.arn}:group/guests" }], member = "guests" }
  }

  # Administrators whose boundary keeps them from trust policies, which their own policy lets them rewrite.
  bounded = {
    boundary-off = { Effect = "Allow", Action = "iam:DeleteRolePermissionsBoundary", Resource = "${local.arn}:role/boundary-off-admin" }
    boundary-on  = { Effect = "Allow", Action = "iam:DeleteRolePermissionsBoundary", Resource = "${local.arn}:role/deployed-*" }
    boundary-same = {
      Effect    = "Allow", Action = "iam:PutRolePermissionsBoundary", Resource = "*"
      Condition = { StringEquals = { "iam:PermissionsBoundary" = "${local.arn}:policy/no-trust" } }
    }
    boundary-written = { Effect = "Allow", Action = "iam:CreatePolicyVersion", Resource = "*" }
  }

  # Each key, by whom it is administered and which service the role trusts that uses it.
  keys = merge(
    { for name, case in local.passing : name => { by = "role/${name}-admin", trusts = case.trusts } },
    { for name, _ in local.bounded : name => { by = "role/${name}-admin", trusts = "ec2" } },
    { for name, _ in local.users : name => { by = "user/administrator-${name}", trusts = "ec2" } },
  )

  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  policy_admin = {
    Sid       = "PolicyAdmin"
    Effect    = "Allow"
    Principal = { AWS = "${local.arn}:role/pipeline" }
    Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    Resource  = "*"
  }
  administers = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion"]
  with_mfa    = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
}

resource "aws_kms_key" "case" {
  for_each = local.keys
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    local.policy_admin,
    {
      Sid       = "KeyAdmin"
      Effect    = "Allow"
      Principal = { AWS = "${local.arn}:${each.value.by}" }
      Action    = local.administers
      Resource  = "*"
      Condition = local.with_mfa
    },
    {
      Sid       = "Application"
      Effect    = "Allow"
      Principal = { AWS = "${local.arn}:role/${each.key}-app" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ] })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "app" {
  for_each = local.keys
  name     = "${each.key}-app"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${each.value.trusts}.amazonaws.com" } },
  ] })
}

resource "aws_iam_role" "admin" {
  for_each = local.passing
  name     = "${each.key}-admin"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Federated = "${local.arn}:saml-provider/people" } },
  ] })
}

resource "aws_iam_role" "pipeline" {
  name = "pipeline"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "events.amazonaws.com" } },
  ] })
}

resource "aws_iam_role_policy" "admin" {
  for_each = local.passing
  name     = "powers"
  role     = aws_iam_role.admin[each.key].name
  policy   = jsonencode({ Version = "2012-10-17", Statement = each.value.may })
}

resource "aws_lambda_function" "code" {
  for_each      = toset(["code", "code-of-another", "configuration"])
  function_name = each.key
  role          = "${local.arn}:role/${each.key}-app"
  filename      = "function.zip"
  handler       = "index.handler"
  runtime       = "python3.13"
}

resource "aws_iam_policy" "borne" {
  for_each = local.bearing
  name     = each.key
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

resource "aws_iam_role_policy_attachment" "borne" {
  for_each   = local.bearing
  role       = aws_iam_role.admin[each.key].name
  policy_arn = aws_iam_policy.borne[each.key].arn
}

resource "aws_iam_role" "second" {
  for_each = local.second
  name     = "${each.key}-second"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = each.value },
  ] })
}

resource "aws_iam_group" "each" {
  for_each = toset(["guests", "trusters"])
  name     = each.key
}

resource "aws_iam_group_policy" "trusters" {
  name   = "trust"
  group  = aws_iam_group.each["trusters"].name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:UpdateAssumeRolePolicy", Resource = "${local.arn}:role/joins*-app" }] })
}

resource "aws_iam_group_policy" "guests" {
  name   = "guest"
  group  = aws_iam_group.each["guests"].name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

resource "aws_iam_user" "each" {
  for_each = local.users
  name     = "administrator-${each.key}"
}

resource "aws_iam_user_policy" "each" {
  for_each = local.users
  name     = "groups"
  user     = aws_iam_user.each[each.key].name
  policy   = jsonencode({ Version = "2012-10-17", Statement = each.value.may })
}

resource "aws_iam_user_group_membership" "each" {
  for_each = { for name, user in local.users : name => user.member if user.member != null }
  user     = aws_iam_user.each[each.key].name
  groups   = [each.value]
}

resource "aws_iam_policy" "no_trust" {
  name   = "no-trust"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = concat(local.administers, ["iam:Create*", "iam:Delete*", "iam:Put*"]), Resource = "*" }] })
}

resource "aws_iam_role" "bounded" {
  for_each             = local.bounded
  name                 = "${each.key}-admin"
  permissions_boundary = aws_iam_policy.no_trust.arn
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Federated = "${local.arn}:saml-provider/people" } },
  ] })
}

resource "aws_iam_role_policy" "bounded" {
  for_each = local.bounded
  name     = "powers"
  role     = aws_iam_role.bounded[each.key].name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    each.value,
    { Effect = "Allow", Action = "iam:UpdateAssumeRolePolicy", Resource = "${local.arn}:role/${each.key}-app" },
  ] })
}
