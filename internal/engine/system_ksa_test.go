package engine_test

import "testing"

// The key service for card processing: KEKs in KMS, pools of data keys that they wrap.
func TestSystemKSA(t *testing.T) {
	const (
		kek  = `aws_kms_key.kek["card-data-a"]`
		pool = `keywright_dek_pool.pool["visa-card"]`
	)
	testSystem(t, "system-ksa", []fact{
		{"data keys of AES-128 in CBC", pool, instead(`AES_256_GCM`, `AES_128_CBC`), []string{"POOL-02"}},
		{"data keys of AES-128", pool, instead(`AES_256_GCM`, `AES_128_GCM`), []string{"POOL-02"}},
		{"more keys handed out than there are", pool, instead(`"handed_out":2`, `"handed_out":3`), []string{"POOL-01"}},
		{"no keys ahead of need", pool, instead(`"future_keys":2`, `"future_keys":0`), []string{"POOL-01", "POOL-06"}},
		{"a key kept for two days to decrypt by", pool, instead(`"cache_hours":2`, `"cache_hours":48`), []string{"POOL-01"}},
		{"one more key than is declared", pool, instead(`"valid_keys":2`, `"valid_keys":3`), []string{"POOL-01", "POOL-06"}},
		{"a key that encrypts past its window", pool, instead(`"encrypt_until":"2026-12-01T00:00:00Z"`, `"encrypt_until":"2027-12-01T00:00:00Z"`), []string{"POOL-04"}},
		{"a key handed out past its window", pool, instead(`"hand_out_until":"2026-11-30T23:00:00Z"`, `"hand_out_until":"2026-12-02T00:00:00Z"`), []string{"POOL-04"}},
		{"keys that go before the backups do", pool, instead(`"backup_retention_days":30`, `"backup_retention_days":7`), []string{"ENC-06"}},
		{"a key that nobody removed", pool, instead(`"expired_at":"2026-11-01T10:00:00Z"`, `"expired_at":"2026-10-06T10:00:00Z"`), []string{"POOL-03"}},
		{"a key stuck in re-encryption", pool, instead(`"recrypt_from":"2026-11-10T00:00:00Z"`, `"recrypt_from":"2026-10-02T00:00:00Z"`), []string{"POOL-06"}},
		{"two pools of one purpose for one application", pool, instead(`"purpose":"card-data"`, `"purpose":"pii"`), []string{"POOL-07"}},
		{"all keys of a purpose under one KEK", pool, instead(`f1716661-c322-4214-a78c-4c2bb0930411`, `a269e104-2d54-49e2-a83f-b19a98e8b487`), []string{"SEP-06"}},
		{"one data key in two pools", pool, instead(`5bc6bc8da705f61099558c0bbc50afe2cabeca5d384bb57cbc98e36937fd7379`, `a3998e40be406067300b67e792d7c0a91c4eecca54c0712f1549304cd13ade20`), []string{"POOL-07"}},
		{"nobody told of keys that nobody removed", `aws_cloudwatch_metric_alarm.pools["DekPoolExpiredKeys"]`, gone, []string{"POOL-05-"}},
		{"a KEK that is disabled", kek, instead(`"is_enabled":true`, `"is_enabled":false`), []string{"KEY-11"}},
		{"a KEK for cards and people", kek, instead(`"Purpose":"card-data"`, `"Purpose":"card-data pii"`), []string{"KEY-05", "SEP-01", "SEP-02"}},
		{"a KEK that does not rotate", kek, instead(`"enable_key_rotation":true`, `"enable_key_rotation":false`), []string{"ROT-01"}},
		{"a KEK outside the jurisdiction", kek, instead(`eu-north-1`, `us-east-1`), []string{"REG-01"}},
		{"the administrator makes data keys", kek, inPolicy(`"kms:EnableKey"`, `"kms:EnableKey","kms:GenerateDataKey"`), []string{"ACC-01", "ACC-09"}},
	})
}
