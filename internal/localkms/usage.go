package localkms

import "time"

// usageGranularity is how exact the record of the last use is on disk, as the service's is up to an hour late.
const usageGranularity = time.Hour

// lastUse is the last cryptographic operation with a key.
type lastUse struct {
	Operation string    `json:"operation"`
	Time      time.Time `json:"time"`
	Request   string    `json:"request"`
}

// used remembers the last cryptographic operation with a key.
func (c *call) used(k *key, operation string) {
	if c.now.Sub(k.LastUse.Time) > usageGranularity {
		c.changed = true
	}
	k.LastUse = lastUse{Operation: operation, Time: c.now.Truncate(time.Second), Request: c.request}
}

type keyLastUsage struct {
	Operation    string
	Timestamp    timestamp
	KmsRequestID string `json:"KmsRequestId"`
}

type keyLastUsageOutput struct {
	KeyID             string `json:"KeyId"`
	KeyCreationDate   timestamp
	TrackingStartDate timestamp
	KeyLastUsage      *keyLastUsage `json:",omitzero"`
}

// getKeyLastUsage answers without a CloudTrail event id: there is no CloudTrail here.
func (c *call) getKeyLastUsage(in *keyInput) (*keyLastUsageOutput, error) {
	k, err := c.use(in.KeyID, access{action: "GetKeyLastUsage"})
	if err != nil {
		return nil, err
	}
	out := &keyLastUsageOutput{KeyID: k.Family.ID, KeyCreationDate: stamp(k.Created), TrackingStartDate: stamp(k.Created)}
	if use := k.LastUse; use.Operation != "" {
		out.KeyLastUsage = &keyLastUsage{Operation: use.Operation, Timestamp: stamp(use.Time), KmsRequestID: use.Request}
	}
	return out, nil
}
