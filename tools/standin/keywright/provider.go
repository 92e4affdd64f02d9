// Package keywright stands in for the four resources of this provider that are not built yet: keywright_dek_pool,
// keywright_keyset, keywright_secret and keywright_registered_key. It is the contract that they will fulfil: the rules and the
// inventory read these attributes under these names, and the resources are built to give them.
//
// What all four have in common:
//
//   - State holds windows, never a status: the instants from which and until which something holds, RFC 3339 in UTC. Whoever
//     reads them works the status out with the time of reading. A window begins with its first instant and ends before its
//     last: at encrypt_until itself a key no longer encrypts.
//   - purpose, classification, owner, environment, protects, region, spec, usage, access and the days are as keywright_key has
//     them. Keys are named by a map of {arn, key_id, region, alias}, as keywright_separation does.
//   - No secret value, plaintext data key or private key is in the schema, except as a write-only argument.
//
// In one thing the stand-in is wider than the contract: what is computed (keys, versions, next, current, previous) may be written
// in the configuration, so that plans can show every state that the resources will record.
package keywright

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// Provider is the whole table.
func Provider() table.Provider {
	return table.Provider{
		Name:   "keywright",
		Config: table.Block{Attrs: table.Attrs{"ownership": table.Optional(table.Text), "region": table.Optional(table.Text)}},
		Resources: map[string]table.Resource{
			"keywright_dek_pool":       pool(),
			"keywright_keyset":         keyset(),
			"keywright_registered_key": registered(),
			"keywright_secret":         secret(),
		},
		Configure: func(config table.Values, _ func(string) string) (table.Settings, error) {
			return table.Settings{Region: config.Text("region"), RegionUnknown: config.Unknown("region"), Account: "123456789012", Partition: "aws", DNSSuffix: "amazonaws.com"}, nil
		},
	}
}

// object is a value with named members.
func object(members map[string]tftypes.Type) tftypes.Type {
	return tftypes.Object{AttributeTypes: members}
}

// texts are members that are all texts.
func texts(names ...string) map[string]tftypes.Type {
	out := map[string]tftypes.Type{}
	for _, name := range names {
		out[name] = table.Text
	}
	return out
}

// described is what every one of the four says of itself.
func described(attrs table.Attrs) table.Attrs {
	out := table.Attrs{
		"classification": table.Required(table.Text),
		"environment":    table.Required(table.Text),
		"owner":          table.Required(table.Text),
		"purpose":        table.Required(table.Text),
		"tags":           table.Optional(table.Labels),
	}
	maps.Copy(out, attrs)
	return out
}

// A pool holds the wrapped data keys of one application for one purpose. Status follows from the windows of a key and the time:
// FUTURE before encrypt_from, ENCRYPT until encrypt_until, DECRYPT after it, RECRYPT from recrypt_from (it only decrypts then, and
// its data is to be encrypted anew), EXPIRED from expired_at, when no live data is left under it. The resource wraps the keys by all
// KEKs in turn, so that no two keys in a row are wrapped by the same.
func pool() table.Resource {
	keks := tftypes.Map{ElementType: object(texts("alias", "arn", "key_id", "region"))}
	// alias is what the column beside a ciphertext holds: the fingerprint, SHA-256 of the data key in hex. wrapped_by is the ARN of
	// the KEK. hand_out_until is the last instant at which the key is handed to an application, which may then encrypt by it for
	// handed_out_lifetime_minutes more.
	keys := tftypes.List{ElementType: object(texts(
		"alias", "encrypt_from", "encrypt_until", "expired_at", "fingerprint", "hand_out_until", "recrypt_from", "wrapped_by", "wrapped_key",
	))}
	return table.Resource{ID: "{name}", Global: true, Block: table.Block{Attrs: described(table.Attrs{
		"algorithm":                   table.Required(table.Text).ForceNew(), // such as AES_256_GCM: policies/data/dek_algorithms.json has the names
		"application":                 table.Required(table.Text).ForceNew(),
		"backup_retention_days":       table.Optional(table.Number), // how long an EXPIRED key stays; the profile's where it is left out
		"cache_hours":                 table.Optional(table.Number), // how long an application may keep a key to decrypt by
		"deletion_protection":         table.Optional(table.Flag).Computed().As(true),
		"future_keys":                 table.Optional(table.Number), // how many are made ahead
		"handed_out":                  table.Optional(table.Number), // how many an application is given at a time
		"handed_out_lifetime_minutes": table.Optional(table.Number), // after which it asks for others
		"keks":                        table.Required(keks),
		"key_validity_days":           table.Optional(table.Number), // how long a key encrypts
		"keys":                        table.Optional(keys).Computed(),
		"name":                        table.Required(table.Text).ForceNew(),
		"recrypt_within_days":         table.Optional(table.Number), // how long a key may stay RECRYPT
		"valid_keys":                  table.Optional(table.Number), // how many encrypt at a time
	})}}
}

// A keyset rotates a key that KMS cannot rotate: next, current and previous behind one alias, all of one spec, policy and purpose.
// A promotion makes current what was next; what was current is previous, and is valid for overlap_hours more. The previous key is
// deleted by a change that sets delete_previous.
func keyset() table.Resource {
	members := texts("arn", "key_id", "valid_from", "valid_until")
	members["enabled"] = table.Flag
	attrs := described(table.Attrs{
		"access":               table.Optional(tftypes.Map{ElementType: object(map[string]tftypes.Type{"mfa": table.Flag, "principals": table.Names})}),
		"account_id":           table.Computed(table.Text).As("{account}"),
		"alias":                table.Required(table.Text),
		"arn":                  table.Computed(table.Text).As("arn:{partition}:kms:{region}:{account}:key/{uuid}"), // of the current key
		"delete_previous":      table.Optional(table.Flag).Default(false),
		"deletion_protection":  table.Optional(table.Flag).Computed().As(true),
		"deletion_window_days": table.Optional(table.Number).Default(30).Between(7, 30),
		"enabled":              table.Optional(table.Flag).Default(true),
		"extra_statements":     table.Optional(table.Texts),
		"key_id":               table.Computed(table.Text).As("{uuid}"), // of the current key
		"multi_region":         table.Optional(table.Flag).ForceNew().Default(false),
		"origin":               table.Optional(table.Text).ForceNew().Default("AWS_KMS"),
		"overlap_hours":        table.Optional(table.Number).Default(24),
		"period_days":          table.Required(table.Number),
		"policy":               table.Optional(table.Text).Computed().JSON(), // generated from access
		"protects":             table.Optional(table.Names),
		"region":               table.Optional(table.Text).Computed().ForceNew(),
		"spec":                 table.Required(table.Text).ForceNew(),
		"usage":                table.Required(table.Text).ForceNew(),
	})
	for _, name := range []string{"current", "next", "previous"} {
		attrs[name] = table.Optional(object(members)).Computed()
	}
	return table.Resource{ID: "{alias}", Block: table.Block{Attrs: attrs}}
}

// A secret of Secrets Manager whose value is made by KMS randomness or given write-only. Its versions have the stages of Secrets
// Manager; the one with AWSPREVIOUS stays valid for overlap_hours after the one with AWSCURRENT became so.
func secret() table.Resource {
	members := texts("valid_from", "valid_until", "version_id")
	members["stages"] = table.Texts
	return table.Resource{ID: "{arn}", Block: table.Block{Attrs: described(table.Attrs{
		"arn":                  table.Computed(table.Text).As("arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{hex8}"),
		"deletion_window_days": table.Optional(table.Number).Default(30).Between(7, 30),
		"kms_key_id":           table.Required(table.Text),
		"name":                 table.Required(table.Text).ForceNew(),
		"overlap_hours":        table.Optional(table.Number).Default(24),
		"period_days":          table.Optional(table.Number), // without it nothing rotates by itself
		"region":               table.Optional(table.Text).Computed().ForceNew(),
		"value_wo":             table.Optional(table.Text).Sensitive().WriteOnly().With("value_wo_version"),
		"value_wo_version":     table.Optional(table.Number),
		"versions":             table.Optional(tftypes.List{ElementType: object(members)}).Computed(),
	})}}
}

// A registered key lives where this provider does not reach: the register says of it what others say by what they are. It makes
// nothing and reads nothing; stages are the six of its life, in words.
func registered() table.Resource {
	stages := object(texts("backup", "destruction", "generation", "rotation", "storage", "usage"))
	return table.Resource{ID: "{name}", Global: true, Block: table.Block{Attrs: described(table.Attrs{
		"alert_after_days":  table.Optional(table.Number),
		"exportable":        table.Optional(table.Flag).Default(true), // the material can be read where it is kept
		"fingerprint":       table.Optional(table.Text),               // SHA-256 of the material in hex, never the material
		"last_rotated":      table.Optional(table.Text),               // a day, YYYY-MM-DD
		"name":              table.Required(table.Text).ForceNew(),
		"overlap_hours":     table.Optional(table.Number),
		"protects":          table.Optional(table.Names),
		"region":            table.Optional(table.Text), // where it is kept, where that is a region of AWS
		"rotation_method":   table.Optional(table.Text).In("automatic", "on-demand", "manual"),
		"rotation_days":     table.Optional(table.Number),
		"service":           table.Required(table.Text), // what keeps it, in words
		"spec":              table.Required(table.Text), // as the algorithms of keywright_key, or in words
		"stages":            table.Optional(stages),
		"usage":             table.Required(table.Text).In("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
		"generated_in_hsm":  table.Optional(table.Flag).Default(false),
		"rotation_approval": table.Optional(table.Text),
	})}}
}
