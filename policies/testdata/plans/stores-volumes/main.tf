# Volumes of instances, launch templates, workspaces and notebooks, and copies of snapshots: each once under the key of what it holds, once wrong, and some of which the plan does not tell. Beside each stands what ENC-01 says of it.

provider "aws" {
  region = "eu-north-1"
}

locals {
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "restricted"
    Purpose            = "pii"
  }
}

resource "aws_kms_key" "pii" {
  description             = "pii"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags
}

resource "terraform_data" "later" {
  input = "later"
}


resource "aws_kms_key" "backup" {
  description             = "backup"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = merge(local.tags, { Purpose = "backup" })
}

# Pass, both volumes.
resource "aws_instance" "right" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t4g.small"
  root_block_device {
    encrypted  = true
    kms_key_id = aws_kms_key.pii.arn
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
    kms_key_id  = aws_kms_key.pii.arn
  }
  tags = local.tags
}

# Fail: one says that it is not encrypted, the other's key is the service's.
resource "aws_instance" "plain" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t4g.small"
  root_block_device {
    encrypted = false
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
    kms_key_id  = "alias/aws/ebs"
  }
  tags = local.tags
}

# Undetermined: the image or the account decides.
resource "aws_instance" "by_the_account" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t4g.small"
  tags          = local.tags
}

# Undetermined: the account's default key encrypts the one, and the image or the account decides of the other.
resource "aws_instance" "half" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t4g.small"
  root_block_device {
    encrypted = true
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    snapshot_id = "snap-0a1b2c3d4e5f60718"
  }
  tags = local.tags
}

# Pass for the root; undetermined for the others: the plan does not tell which key is whose, since they have no order.
resource "aws_instance" "several" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t4g.small"
  root_block_device {
    encrypted  = true
    kms_key_id = aws_kms_key.pii.arn
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
    kms_key_id  = aws_kms_key.pii.arn
  }
  ebs_block_device {
    device_name = "/dev/sdg"
    encrypted   = true
    kms_key_id  = aws_kms_key.backup.arn
  }
  tags = local.tags
}

# Undetermined, of medium severity: it says nothing of what it holds.
resource "aws_instance" "unsaid" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t4g.small"
}

# Pass: the first and the second disk; the third is the machine's own, and no volume.
resource "aws_launch_template" "right" {
  name     = "right"
  image_id = "ami-0a1b2c3d4e5f60718"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.pii.arn
    }
  }
  block_device_mappings {
    device_name = "/dev/sdf"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.pii.arn
    }
  }
  block_device_mappings {
    device_name  = "/dev/sdg"
    virtual_name = "ephemeral0"
  }
  tags = local.tags
}

# Fail for the first, a key for backups for the second; undetermined for the third, which says nothing.
resource "aws_launch_template" "mixed" {
  name     = "mixed"
  image_id = "ami-0a1b2c3d4e5f60718"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted = false
    }
  }
  block_device_mappings {
    device_name = "/dev/sdf"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.backup.arn
    }
  }
  block_device_mappings {
    device_name = "/dev/sdg"
    ebs {
      volume_size = 40
    }
  }
  tags = local.tags
}

# Undetermined for each, since a dynamic block may stand before another: three disks of two keys.
resource "aws_launch_template" "dynamic" {
  name     = "dynamic"
  image_id = "ami-0a1b2c3d4e5f60718"
  dynamic "block_device_mappings" {
    for_each = ["/dev/xvda", "/dev/sdf"]
    content {
      device_name = block_device_mappings.value
      ebs {
        encrypted  = true
        kms_key_id = aws_kms_key.backup.arn
      }
    }
  }
  block_device_mappings {
    device_name = "/dev/sdg"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.pii.arn
    }
  }
  tags = local.tags
}

# Pass, both volumes.
resource "aws_workspaces_workspace" "right" {
  bundle_id                      = "wsb-0a1b2c3d4"
  directory_id                   = "d-0a1b2c3d4e"
  user_name                      = "right"
  root_volume_encryption_enabled = true
  user_volume_encryption_enabled = true
  volume_encryption_key          = aws_kms_key.pii.arn
  tags                           = local.tags
}

# Fail: one is not encrypted, the other by the service's key.
resource "aws_workspaces_workspace" "plain" {
  bundle_id                      = "wsb-0a1b2c3d4"
  directory_id                   = "d-0a1b2c3d4e"
  user_name                      = "plain"
  user_volume_encryption_enabled = true
  volume_encryption_key          = "alias/aws/workspaces"
  tags                           = local.tags
}

# Pass.
resource "aws_sagemaker_notebook_instance" "right" {
  name          = "right"
  instance_type = "ml.t3.medium"
  role_arn      = "arn:aws:iam::123456789012:role/notebook"
  kms_key_id    = aws_kms_key.pii.key_id
  tags          = local.tags
}

# Fail: the service's key.
resource "aws_sagemaker_notebook_instance" "services_key" {
  name          = "services-key"
  instance_type = "ml.t3.medium"
  role_arn      = "arn:aws:iam::123456789012:role/notebook"
  tags          = local.tags
}

# Pass, as REG-03 does: a copy is a backup.
resource "aws_ebs_snapshot_copy" "right" {
  source_region      = "eu-west-1"
  source_snapshot_id = "snap-0a1b2c3d4e5f60718"
  encrypted          = true
  kms_key_id         = aws_kms_key.backup.arn
  tags               = merge(local.tags, { Purpose = "backup" })
}

# Pass of ENC-01, which leaves backups to REG-03; that fails: not by the key of backups.
resource "aws_ebs_snapshot_copy" "other_key" {
  source_region      = "eu-west-1"
  source_snapshot_id = "snap-0a1b2c3d4e5f60718"
  encrypted          = true
  kms_key_id         = aws_kms_key.pii.arn
  tags               = merge(local.tags, { Purpose = "backup" })
}

# Undetermined: as the snapshot that it copies, or the account, has it.
resource "aws_ebs_snapshot_copy" "as_its_source" {
  source_region      = "eu-west-1"
  source_snapshot_id = "snap-0a1b2c3d4e5f60718"
  tags               = merge(local.tags, { Purpose = "backup" })
}
