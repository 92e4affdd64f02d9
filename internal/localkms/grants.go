package localkms

import "time"

// grant lets one principal use a key within bounds.
type grant struct {
	ID        string            `json:"id"`
	Name      string            `json:"name,omitzero"`
	Tokens    []string          `json:"tokens"`
	Grantee   string            `json:"grantee"`
	Retiring  string            `json:"retiring,omitzero"`
	Issuer    string            `json:"issuer"` // account
	Created   time.Time         `json:"created"`
	Allowed   []string          `json:"operations"`
	Equals    map[string]string `json:"equals,omitzero"`
	Subset    map[string]string `json:"subset,omitzero"`
	SourceARN string            `json:"source_arn,omitzero"`
}
