package finding

// Overlap is how long what was rotated stays valid beside what took its place, as a keyset, a secret or a registered key of this
// provider says it.
type Overlap struct {
	Address       string            `json:"address"`
	Type          string            `json:"type"`
	Actions       []string          `json:"actions"`
	Purposes      []string          `json:"purposes"`
	Hours         *float64          `json:"overlap_hours"` // that it declares
	Previous      bool              `json:"previous"`      // something was rotated and is still there
	CurrentFrom   string            `json:"current_from"`  // RFC 3339 in UTC, empty where it is not recorded
	PreviousUntil string            `json:"previous_until"`
	PreviousValid bool              `json:"previous_valid"` // what was rotated is not disabled
	Unknown       map[string]string `json:"unknown"`
}

// Registered is what the register says of a key that no provider reaches, beside what it says as of other keys.
type Registered struct {
	Address string            `json:"address"`
	Stages  map[string]string `json:"stages"` // generation | storage | usage | rotation | backup | destruction → in words
	Unknown map[string]string `json:"unknown"`
}
