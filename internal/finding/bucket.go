package finding

// BucketSetting is what one resource sets of a bucket: the bucket itself, or a resource of its own.
type BucketSetting struct {
	Address  string            `json:"address"`
	Type     string            `json:"type"`
	Actions  []string          `json:"actions"`
	Store    string            `json:"store"`    // the bucket: its address, or its name where it is not in this input; empty where that is not known
	Locked   bool              `json:"locked"`   // objects can be locked, for which the bucket keeps versions
	Versions string            `json:"versions"` // of objects: enabled | suspended | disabled; empty where it says nothing of them or that is not known
	Unknown  map[string]string `json:"unknown"`
}
