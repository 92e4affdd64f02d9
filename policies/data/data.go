// Package data holds the facts that every reader of keywright shares: KMS actions and what they amount to, the role
// catalogue, condition keys, regions and jurisdictions, algorithms, rotation limits. The tables are JSON files, so that the policy
// bundle reads the same bytes; this package embeds them and gives Go typed access.
package data

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

// FS holds the tables as they are in the repository, one JSON object a file. In the bundle a file is
// data.keywright.data.<stem>, dashes turned into underscores.
//
//go:embed *.json
var FS embed.FS

// Source is where a row's facts were read. Rows name it by its key in the file's "sources".
type Source struct {
	Title string `json:"title"`
	URL   string `json:"url"`
	Date  string `json:"date"` // of the edition read, YYYY-MM-DD
}

// tables are all files, decoded once.
type tables struct {
	actions      []Action
	byAction     map[string]Action // lower-case name
	capabilities []Capability
	roles        []Role
	regions      []Region
	byRegion     map[string]Region
	jurisdiction map[string][]string
	suffix       map[string]string            // partition → DNS suffix
	elsewhere    map[string]map[string]Region // cloud → code
	algorithms   []Algorithm
	bySpec       map[string]Algorithm
	rotations    []RotationLimit
	rotation     ServiceRotation
	services     []Service

	conditionKeys []ConditionKey
	keyPrefixes   []ConditionKey
	byKey         map[string]ConditionKey // lower-case name, without prefixes
	surveyed      map[string]bool         // lower-case action
}

var load = sync.OnceValue(func() *tables {
	t, err := decode()
	if err != nil {
		// The files are part of the program and tested: reaching this is a broken build, not bad input.
		panic(err)
	}
	return t
})

func decode() (*tables, error) {
	var (
		actions struct {
			Actions []Action `json:"actions"`
		}
		capabilities struct {
			Capabilities []Capability `json:"capabilities"`
		}
		roles struct {
			Roles []Role `json:"roles"`
		}
		algorithms struct {
			Algorithms []Algorithm `json:"algorithms"`
		}
		services struct {
			Services []Service `json:"services"`
		}
		regions    regionsFile
		google     regionsFile
		azure      regionsFile
		conditions conditionsFile
		rotation   struct {
			Service   ServiceRotation `json:"service"`
			Rotations []RotationLimit `json:"rotations"`
		}
	)
	for name, into := range map[string]any{
		"actions.json": &actions, "capabilities.json": &capabilities, "roles.json": &roles,
		"algorithms.json": &algorithms, "services.json": &services, "regions.json": &regions,
		"google_regions.json": &google, "azure_regions.json": &azure, "rotation.json": &rotation, "conditions.json": &conditions,
	} {
		raw, err := FS.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("embedded table: %w", err)
		}
		if err := json.Unmarshal(raw, into); err != nil {
			return nil, fmt.Errorf("embedded table %s: %w", name, err)
		}
	}
	t := &tables{
		actions: actions.Actions, capabilities: capabilities.Capabilities, roles: roles.Roles,
		algorithms: algorithms.Algorithms, services: services.Services, regions: regions.Regions,
		rotations: rotation.Rotations, rotation: rotation.Service,
	}
	t.index(regions)
	t.elsewhere = map[string]map[string]Region{"google": byCode(google.Regions), "azure": byCode(azure.Regions)}
	t.indexConditions(conditions)
	return t, nil
}

func (t *tables) index(r regionsFile) {
	t.byAction = make(map[string]Action, len(t.actions))
	for _, a := range t.actions {
		t.byAction[lower(a.Name)] = a
	}
	t.bySpec = make(map[string]Algorithm, len(t.algorithms))
	for _, a := range t.algorithms {
		t.bySpec[a.Spec] = a
	}
	t.byRegion = byCode(t.regions)
	t.jurisdiction = make(map[string][]string, len(r.Jurisdictions))
	for _, j := range r.Jurisdictions {
		t.jurisdiction[j.Name] = j.Countries
	}
	t.suffix = make(map[string]string, len(r.Partitions))
	for _, p := range r.Partitions {
		t.suffix[p.Name] = p.DNSSuffix
	}
}

func byCode(regions []Region) map[string]Region {
	out := make(map[string]Region, len(regions))
	for _, r := range regions {
		out[r.Code] = r
	}
	return out
}

func (t *tables) indexConditions(c conditionsFile) {
	t.conditionKeys = c.Keys
	t.byKey = make(map[string]ConditionKey, len(c.Keys))
	for _, k := range c.Keys {
		if k.Prefix {
			t.keyPrefixes = append(t.keyPrefixes, k)
		} else {
			t.byKey[lower(k.Name)] = k
		}
	}
	t.surveyed = make(map[string]bool, len(c.Surveyed.Actions))
	for _, a := range c.Surveyed.Actions {
		t.surveyed[lower(a)] = true
	}
}

func find[T any](rows []T, match func(T) bool) (T, bool) {
	if i := slices.IndexFunc(rows, match); i >= 0 {
		return rows[i], true
	}
	var zero T
	return zero, false
}
