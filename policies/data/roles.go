package data

import "slices"

// Role is one role of the catalogue: what it may do with a key, and what is refused to it.
type Role struct {
	Name         string   `json:"name"`
	Title        string   `json:"title"`
	May          string   `json:"may"` // one sentence for documents
	Gives        []Gift   `json:"gives"`
	Denies       []string `json:"denies"`       // capabilities refused to its principals by aws:PrincipalArn
	Options      []string `json:"options"`      // attributes of a role's access beside principals
	Capabilities []string `json:"capabilities"` // the most it may have
	Never        []string `json:"never"`        // capabilities it must never have
	Principals   string   `json:"principals"`   // named | administrators | optional | account
	Source       string   `json:"source"`
	Date         string   `json:"date"`
}

// Gift is a set of actions that a role gives: always where Option is empty, else where that option is set.
type Gift struct {
	Option  string   `json:"option"`
	Usages  []string `json:"usages"` // empty: every usage that the actions fit
	Actions []string `json:"actions"`
}

// Accepts says whether the role takes the option (an attribute of keywright_key's access).
func (r Role) Accepts(option string) bool { return slices.Contains(r.Options, option) }

// Actions returns what the role gives on a key of that spec and usage, with the options that hold, sorted. It is empty
// where the role has nothing to do there: a signer on an encryption key.
func (r Role) Actions(spec, usage string, options ...string) []string {
	var out []string
	for _, g := range r.Gives {
		if g.Option != "" && !slices.Contains(options, g.Option) {
			continue
		}
		if len(g.Usages) > 0 && !slices.Contains(g.Usages, usage) {
			continue
		}
		for _, name := range g.Actions {
			if a, ok := ActionNamed(name); ok && a.Fits(spec, usage) {
				out = append(out, a.Name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Refuses returns the actions that a Deny takes from the role's principals, sorted. Every action of the refused
// capabilities is named, whatever the key's usage: a Deny must not depend on a table of usages.
func (r Role) Refuses() []string {
	var out []string
	for _, c := range r.Denies {
		for _, name := range ActionsOf(c) {
			if a, ok := ActionNamed(name); ok && a.InKeyPolicy {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Roles returns the catalogue, in the order documents show it.
func Roles() []Role { return slices.Clone(load().roles) }

// RoleNamed looks a role of the catalogue up.
func RoleNamed(name string) (Role, bool) {
	return find(load().roles, func(r Role) bool { return r.Name == name })
}

// Service is an AWS service that works with a key for its users.
type Service struct {
	Name              string   `json:"name"`               // as role "service" names it: rds, s3, logs
	Kind              string   `json:"kind"`               // via: calls for its user; principal: calls as itself
	Endpoint          string   `json:"endpoint"`           // first label of kms:ViaService or of the service principal
	Grants            bool     `json:"grants"`             // works through a grant that it asks for
	EncryptionContext string   `json:"encryption_context"` // of kind principal: the pair that binds it to an account
	ARNService        string   `json:"arn_service"`        // service part of the ARN in that pair
	Actions           []string `json:"actions"`            // of kind principal
	Source            string   `json:"source"`
	Date              string   `json:"date"`
}

// Services returns the services that role "service" knows, sorted by name.
func Services() []Service { return slices.Clone(load().services) }

// ServiceNamed looks a service up.
func ServiceNamed(name string) (Service, bool) {
	return find(load().services, func(s Service) bool { return s.Name == name })
}
