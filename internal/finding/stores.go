package finding

// Store is what a key encrypts: a database, a bucket, a volume, a log. A replica of one in another region is a row of its
// own at the same address.
type Store struct {
	Address     string            `json:"address"`
	Part        string            `json:"part"` // of a replica: the block that declares it
	Type        string            `json:"type"`
	Kind        string            `json:"kind"`    // backup | bucket | cache | database | file-system | index | log | queue | registry | service | storage | stream | table | topic | volume
	Service     string            `json:"service"` // s3, rds and so on
	Actions     []string          `json:"actions"`
	Name        string            `json:"name"`
	ARN         string            `json:"arn"`
	Region      string            `json:"region"`
	Encrypted   *bool             `json:"encrypted"`
	Managed     string            `json:"managed"` // whose the key is: customer | service | none; empty where unknown
	Key         string            `json:"key"`     // address, or the identifier of a key that is elsewhere
	Public      *bool             `json:"public"`  // the internet reaches it; null where its type does not say
	Purpose     string            `json:"purpose"`
	Purposes    []string          `json:"purposes"`
	Class       string            `json:"classification"`
	Owner       string            `json:"owner"`
	Environment string            `json:"environment"`
	Unknown     map[string]string `json:"unknown"`
	Basis       map[string]string `json:"basis"`
}
