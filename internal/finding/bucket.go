package finding

// BucketSetting is what one resource sets of a bucket: the bucket itself, or a resource of its own.
type BucketSetting struct {
	Address  string            `json:"address"`
	Type     string            `json:"type"`
	Actions  []string          `json:"actions"`
	Store    string            `json:"store"`    // the bucket: its address, or its name where it is not in this input; empty where that is not known
	Locked   bool              `json:"locked"`   // objects can be locked, for which the bucket keeps versions
	Versions string            `json:"versions"` // of objects: enabled | suspended | disabled; empty where it says nothing of them or that is not known
	Closed   bool              `json:"closed"`   // public ACLs and policies let in nobody
	Plain    string            `json:"plain"`    // what becomes of requests over HTTP, by its policy: refused | served; empty where it says nothing of that or it is not known
	LetsIn   []string          `json:"lets_in"`  // the actions that requests over HTTP reach
	Minimum  string            `json:"minimum"`  // the oldest TLS version that its policy lets in; empty as plain is
	Writes   bool              `json:"writes"`   // the configuration of the bucket itself has a policy
	Unknown  map[string]string `json:"unknown"`
}
