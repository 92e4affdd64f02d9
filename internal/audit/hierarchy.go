package audit

import (
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// Node is one box of the hierarchy and what hangs under it.
type Node struct {
	Name     string
	Detail   string
	Kind     string // root | key | leaf
	Mark     Mark
	Children []*Node
}

// hierarchy draws root of trust → key → replicas and what the key protects.
func (v *view) hierarchy() Section {
	s := Section{ID: "hierarchy", Title: "Key hierarchy",
		Intro: "From the root of trust of each region to its keys, and from each key to what it protects. Data keys that applications make " +
			"under a key encryption key (KEK) are not resources of Terraform; they stand between a KEK and what it protects."}
	if len(v.keys) == 0 {
		s.Blocks = []Block{warning("There is no key to draw.")}
		return s
	}
	s.Blocks = []Block{{Tree: v.tree()}}
	return s
}

func (v *view) tree() []*Node {
	roots := map[string]*Node{}
	placed := map[string]*Node{}
	var order []string
	for _, k := range v.keys {
		if k.Primary != "" && v.name[k.Primary] != "" {
			continue
		}
		name, mark := rootOf(k)
		if roots[name] == nil {
			roots[name] = &Node{Name: name, Kind: "root", Mark: mark}
			order = append(order, name)
		}
		n := v.keyNode(k)
		placed[k.Address] = n
		roots[name].Children = append(roots[name].Children, n)
	}
	for _, k := range v.keys {
		if primary := placed[k.Primary]; primary != nil && placed[k.Address] == nil {
			n := v.keyNode(k)
			n.Detail = strings.TrimPrefix(n.Detail+", replica in "+known(k, "region", k.Region), ", ")
			n.Kind, n.Children = "leaf", nil
			primary.Children = append(primary.Children, n)
		}
	}
	slices.Sort(order)
	out := make([]*Node, 0, len(order))
	for _, name := range order {
		out = append(out, roots[name])
	}
	return out
}

func (v *view) keyNode(k finding.Key) *Node {
	n := &Node{Name: v.name[k.Address], Kind: "key", Detail: joinKnown(known(k, "purpose", k.Purpose), known(k, "classification", k.Class))}
	for _, p := range k.Protects {
		n.Children = append(n.Children, &Node{Name: p, Kind: "leaf"})
	}
	return n
}

// rootOf names what a key's material rests on, by its resource type and origin, and where that is.
func rootOf(k finding.Key) (string, Mark) {
	service := "Root of trust of " + k.Type
	if strings.HasPrefix(k.Type, "aws_") || strings.HasPrefix(k.Type, "keywright_") {
		service = awsRoot(k.Origin)
	}
	if _, ok := k.Unknown["region"]; ok || k.Region == "" {
		return service + ", region not known", Open
	}
	return service + ", " + k.Region, Plain
}

// awsRoot is the home of key material by origin. Source: AWS KMS API reference, CreateKey, parameter Origin.
func awsRoot(origin string) string {
	switch origin {
	case "AWS_CLOUDHSM":
		return "AWS CloudHSM key store"
	case "EXTERNAL_KEY_STORE":
		return "External key store"
	case "EXTERNAL":
		return "AWS KMS, imported key material"
	default:
		return "AWS KMS root of trust"
	}
}

func known(k finding.Key, attribute, what string) string {
	if _, ok := k.Unknown[attribute]; ok {
		return attribute + " not known"
	}
	return what
}

func joinKnown(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
