# The key of the KYC documents rotates every 800 days where the policy asks for 365: ROT-02 fails.

resource "aws_kms_key" "kyc" {
  rotation_period_in_days = 800
}
