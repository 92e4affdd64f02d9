package finding

// Pool holds the data keys (DEKs) of one application for one purpose, wrapped by several key-encryption keys. A zero attribute
// whose name is in Unknown is not known; one that is not in Unknown is known to be absent.
type Pool struct {
	Address     string            `json:"address"`
	Type        string            `json:"type"`
	Actions     []string          `json:"actions"`
	Name        string            `json:"name"`
	Application string            `json:"application"`
	Purpose     string            `json:"purpose"`
	Class       string            `json:"classification"`
	Owner       string            `json:"owner"`
	Environment string            `json:"environment"`
	Algorithm   string            `json:"algorithm"`                   // what its keys are for, such as AES_256_GCM
	KEKs        map[string]string `json:"keks"`                        // name in the pool → address, or the identifier of a key that is elsewhere
	Valid       *float64          `json:"valid_keys"`                  // that encrypt at a time
	Future      *float64          `json:"future_keys"`                 // that are made ahead
	Validity    *float64          `json:"key_validity_days"`           // how long a key encrypts
	HandedOut   *float64          `json:"handed_out"`                  // to an application at a time
	Lifetime    *float64          `json:"handed_out_lifetime_minutes"` // after which it asks for others
	Cache       *float64          `json:"cache_hours"`                 // that an application may keep a key to decrypt by
	Recrypt     *float64          `json:"recrypt_within_days"`         // how long a key may stay RECRYPT
	Retention   *float64          `json:"backup_retention_days"`       // how long an EXPIRED key stays
	DEKs        []DEK             `json:"deks"`                        // as the change leaves them
	Going       []DEK             `json:"going"`                       // those that the change takes away from a pool that stays
	Unknown     map[string]string `json:"unknown"`
}

// DEK is a wrapped data key of a pool. Instants are RFC 3339 in UTC, empty where there are none; its status follows from them and
// the clock: FUTURE, ENCRYPT, DECRYPT, RECRYPT or EXPIRED. A window ends before its last instant.
type DEK struct {
	Alias        string            `json:"alias"`       // what stands beside a ciphertext
	Fingerprint  string            `json:"fingerprint"` // SHA-256 of the key, hex
	WrappedBy    string            `json:"wrapped_by"`  // address of the KEK, or its identifier where it is elsewhere
	EncryptFrom  string            `json:"encrypt_from"`
	EncryptUntil string            `json:"encrypt_until"`
	HandOutUntil string            `json:"hand_out_until"` // the last instant at which it is handed to an application
	RecryptFrom  string            `json:"recrypt_from"`
	ExpiredAt    string            `json:"expired_at"`
	WasUntil     string            `json:"was_until"` // encrypt_until before the change, where there was one
	Unknown      map[string]string `json:"unknown"`
}
