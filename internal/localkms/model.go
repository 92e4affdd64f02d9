package localkms

import (
	"slices"
	"strings"
	"time"
)

// state is everything the server remembers, in the form in which it is written.
type state struct {
	Format   int                  `json:"format"`
	Families map[string]*family   `json:"families"` // by account/key id
	Keys     map[string]*key      `json:"keys"`     // by ARN
	Aliases  map[string]*alias    `json:"aliases"`  // by ARN
	Sessions map[string]*session  `json:"sessions"` // by access key
	Wrapping map[string]*wrapping `json:"wrapping"` // by import token
	Stores   map[string]*keyStore `json:"stores"`   // by id
}

// stateFormat is the version of the data file's form.
const stateFormat = 1

func newState() *state {
	return &state{
		Format:   stateFormat,
		Families: map[string]*family{},
		Keys:     map[string]*key{},
		Aliases:  map[string]*alias{},
		Sessions: map[string]*session{},
		Wrapping: map[string]*wrapping{},
		Stores:   map[string]*keyStore{},
	}
}

// family is what the related keys of a multi-Region key share. A single-Region key is a family of one.
type family struct {
	ID          string      `json:"id"`
	Account     string      `json:"account"`
	Spec        string      `json:"spec"`
	Usage       string      `json:"usage"`
	Origin      string      `json:"origin"`
	MultiRegion bool        `json:"multi_region,omitzero"`
	Primary     string      `json:"primary"` // the primary key's region
	Materials   []*material `json:"materials"`
	Current     string      `json:"current,omitzero"` // the current material's id; empty before the first import
	Rotation    rotation    `json:"rotation,omitzero"`
	Store       string      `json:"store,omitzero"`   // the custom key store that holds the material
	XksKey      string      `json:"xks_key,omitzero"` // the key's name in an external one

	store *keyStore // Store's
}

// material is one generation of key material.
type material struct {
	ID           string    `json:"id"`
	Bytes        []byte    `json:"bytes,omitzero"` // symmetric: the key; asymmetric: PKCS #8; ML-KEM: the seed
	Created      time.Time `json:"created"`
	Rotated      time.Time `json:"rotated,omitzero"` // when rotation made it current
	RotationType string    `json:"rotation_type,omitzero"`
	Pending      bool      `json:"pending,omitzero"` // imported, waiting for RotateKeyOnDemand
}

// rotation is the automatic rotation of a family.
type rotation struct {
	Enabled bool      `json:"enabled"`
	Days    int       `json:"days"`
	Next    time.Time `json:"next"`
}

// key is one regional key.
type key struct {
	Family      *family              `json:"-"`
	FamilyRef   string               `json:"family"`
	ARN         string               `json:"arn"`
	Region      string               `json:"region"`
	Description string               `json:"description,omitzero"`
	Disabled    bool                 `json:"disabled,omitzero"`
	Created     time.Time            `json:"created"`
	Ready       time.Time            `json:"ready,omitzero"`   // Creating until then
	Updated     time.Time            `json:"updated,omitzero"` // Updating until then
	Policy      string               `json:"policy"`
	Tags        map[string]string    `json:"tags,omitzero"`
	Grants      []*grant             `json:"grants,omitzero"`
	Window      int                  `json:"window,omitzero"`   // days; set while deletion is scheduled
	Deletion    time.Time            `json:"deletion,omitzero"` // zero while replicas keep the window from starting
	Imports     map[string]*imported `json:"imports,omitzero"`  // by material id: what this region holds of it
	LastUse     lastUse              `json:"last_use,omitzero"`
}

// alias is a name of a key.
type alias struct {
	ARN     string    `json:"arn"`
	Name    string    `json:"name"`
	Account string    `json:"account"`
	Region  string    `json:"region"`
	Target  string    `json:"target"` // key ARN
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
}

// ref is the family's place in state.Families.
func (f *family) ref() string { return f.Account + "/" + f.ID }

// material returns one generation by id, or nil.
func (f *family) material(id string) *material {
	for _, m := range f.Materials {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// current returns the current generation, or nil before the first import.
func (f *family) current() *material { return f.material(f.Current) }

// primary tells whether k is its family's primary key; a single-Region key is.
func (k *key) primary() bool { return k.Family.Primary == k.Region }

// keyType is the key's place in its multi-Region family.
func (k *key) keyType() string {
	if k.primary() {
		return "PRIMARY"
	}
	return "REPLICA"
}

// has tells whether the key's region holds the material's bytes.
func (k *key) has(m *material) bool {
	if m == nil || m.Bytes == nil {
		return false
	}
	if k.Family.Origin != originExternal {
		return true
	}
	held := k.Imports[m.ID]
	return held != nil && held.Held
}

// related returns the family's other regional keys, by region.
func (s *state) related(k *key) []*key {
	var keys []*key
	if !k.Family.MultiRegion {
		return nil
	}
	for _, other := range s.Keys {
		if other.Family == k.Family && other != k {
			keys = append(keys, other)
		}
	}
	slices.SortFunc(keys, func(a, b *key) int { return strings.Compare(a.Region, b.Region) })
	return keys
}

// primaryOf returns the family's primary key.
func (s *state) primaryOf(f *family) *key {
	for _, k := range s.Keys {
		if k.Family == f && k.primary() {
			return k
		}
	}
	return nil
}

// aliasesOf returns the aliases that point at the key, by name.
func (s *state) aliasesOf(k *key) []*alias {
	var found []*alias
	for _, a := range s.Aliases {
		if a.Target == k.ARN {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, func(a, b *alias) int { return strings.Compare(a.Name, b.Name) })
	return found
}

// remove deletes a key with its aliases, and the shared material with the last key that had it.
func (s *state) remove(k *key) {
	for _, a := range s.aliasesOf(k) {
		delete(s.Aliases, a.ARN)
	}
	delete(s.Keys, k.ARN)
	for _, other := range s.Keys {
		if other.Family == k.Family {
			s.wipe(k.Family)
			return
		}
	}
	delete(s.Families, k.FamilyRef)
}
