package data

import "slices"

// Algorithm is one KMS key spec.
type Algorithm struct {
	Spec               string           `json:"spec"`
	Family             string           `json:"family"`
	KeyBits            int              `json:"key_bits"` // of the key; of the public key for ML-DSA and ML-KEM
	Strength           int              `json:"strength"` // bits of security
	QuantumVulnerable  bool             `json:"quantum_vulnerable"`
	Usages             []AlgorithmUsage `json:"usages"`
	DefaultUsage       *string          `json:"default_usage"` // nil where KeyUsage must be said
	AutomaticRotation  bool             `json:"automatic_rotation"`
	OnDemandRotation   bool             `json:"on_demand_rotation"`
	Partitions         []string         `json:"partitions"` // empty: all but ExcludedPartitions
	ExcludedPartitions []string         `json:"excluded_partitions"`
	Source             string           `json:"source"`
	Date               string           `json:"date"`
}

// AlgorithmUsage is how a spec stands for one use.
type AlgorithmUsage struct {
	Usage     string    `json:"usage"`     // KMS KeyUsage
	Kind      string    `json:"kind"`      // encryption | signing | mac | agreement | encapsulation
	Status    string    `json:"status"`    // approved | legacy | prohibited
	Condition string    `json:"condition"` // of legacy: when it is allowed; of prohibited: why
	NIST      Authority `json:"nist"`
	BSI       Authority `json:"bsi"`
}

// Authority is what an authority says of an algorithm.
type Authority struct {
	Status string  `json:"status"`
	Until  *string `json:"until"` // last day, YYYY-MM-DD; nil where none is named
	Source string  `json:"source"`
	Date   string  `json:"date"`
}

// Algorithms returns every KMS key spec.
func Algorithms() []Algorithm { return slices.Clone(load().algorithms) }

// AlgorithmOf looks a spec up.
func AlgorithmOf(spec string) (Algorithm, bool) {
	a, ok := load().bySpec[spec]
	return a, ok
}

// UsagesOf returns the key usages that KMS accepts for a spec, nil for an unknown one.
func UsagesOf(spec string) []string {
	a, ok := AlgorithmOf(spec)
	if !ok {
		return nil
	}
	out := make([]string, 0, len(a.Usages))
	for _, u := range a.Usages {
		out = append(out, u.Usage)
	}
	return out
}

// RotationLimit is how often keys of a rotation type must rotate.
type RotationLimit struct {
	Type           string   `json:"type"`
	Method         string   `json:"method"`
	Accepts        []string `json:"accepts"` // methods that satisfy it
	PeriodDays     int      `json:"period_days"`
	AlertAfterDays int      `json:"alert_after_days"` // days overdue
	OwnerRequired  bool     `json:"owner_required"`
	Approvals      int      `json:"approvals"`
	OverlapHours   *int     `json:"overlap_hours"`
	NoticeDays     *int     `json:"notice_days"`
	Source         string   `json:"source"`
	Date           string   `json:"date"`
}

// RotationLimits returns the limits by rotation type.
func RotationLimits() []RotationLimit { return slices.Clone(load().rotations) }

// ServiceRotation is what KMS itself accepts for automatic rotation.
type ServiceRotation struct {
	MinPeriodDays     int    `json:"min_period_days"`
	MaxPeriodDays     int    `json:"max_period_days"`
	DefaultPeriodDays int    `json:"default_period_days"`
	OnDemandLimit     int    `json:"on_demand_limit"` // rotations on demand in a key's life
	Source            string `json:"source"`
	Date              string `json:"date"`
}

// KMSRotation returns what KMS accepts for automatic and on-demand rotation.
func KMSRotation() ServiceRotation { return load().rotation }
