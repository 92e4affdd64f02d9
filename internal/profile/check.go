package profile

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// complete checks what can only be seen of the whole: required settings, names of other blocks, and settings that
// bear on one another.
func complete(root *node) hcl.Diagnostics {
	diags := required(root)
	diags = append(diags, references(root, root)...)
	if diags.HasErrors() {
		return diags
	}
	for _, check := range []func(*node) hcl.Diagnostics{
		checkRegions, checkRoles, checkRotations, checkTeams, checkApprovals, checkEscrows, checkExceptions, checkOffHours,
	} {
		diags = append(diags, check(root)...)
	}
	if !diags.HasErrors() {
		settleEnds(root)
		settleMethods(root)
	}
	return diags
}

// settleMethods puts a schedule's own method among those that will do.
func settleMethods(root *node) {
	for _, n := range root.each("rotation") {
		if accepts := n.words("accepts"); !slices.Contains(accepts, n.word("method")) {
			n.values["accepts"] = append([]any{n.word("method")}, anys(accepts)...)
		}
	}
}

func anys(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}

// settleEnds gives an exception that ends with an event its latest end: the day before the start, a year on.
func settleEnds(root *node) {
	for _, n := range root.each("exception") {
		starts, err := time.Parse(time.DateOnly, n.word("starts"))
		if _, ok := n.values["ends"]; !ok && err == nil {
			n.values["ends"] = starts.AddDate(1, 0, -1).Format(time.DateOnly)
		}
	}
}

// each gives the blocks of a type in the order of their labels.
func (n *node) each(kind string) []*node {
	var out []*node
	for _, label := range slices.Sorted(maps.Keys(n.inner[kind])) {
		out = append(out, n.inner[kind][label])
	}
	return out
}

// all gives every block inside a block, by type and label.
func (n *node) all() []*node {
	var out []*node
	for i := range n.schema.blocks {
		out = append(out, n.each(n.schema.blocks[i].name)...)
	}
	return out
}

// fault is a diagnostic at a setting of a block, or at the block where it is not set.
func (n *node) fault(setting, summary, format string, args ...any) *hcl.Diagnostic {
	at, ok := n.ranges[setting]
	if !ok {
		at = n.at
	}
	return problem(summary, fmt.Sprintf(format, args...), at)
}

func required(n *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, a := range n.schema.attributes {
		if _, ok := n.values[a.name]; a.required && !ok {
			diags = append(diags, n.fault("", "Setting missing", "%s must say %q: %s.", n.title(), a.name, kindNames[a.kind]))
		}
	}
	for _, inner := range n.all() {
		diags = append(diags, required(inner)...)
	}
	return diags
}

// references checks that a label which a setting names is there.
func references(n, root *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, a := range n.schema.attributes {
		if a.refers == "" {
			continue
		}
		labels := slices.Sorted(maps.Keys(root.inner[a.refers]))
		for _, named := range n.words(a.name) {
			if slices.Contains(labels, named) || a.any && named == "*" {
				continue
			}
			diags = append(diags, n.fault(a.name, "Unknown "+a.refers,
				"%s names the %s %q in %q, and there is none of that name. %s", n.title(), a.refers, named, a.name, nearest(named, labels)))
		}
	}
	for _, inner := range n.all() {
		diags = append(diags, references(inner, root)...)
	}
	return diags
}

// words gives a text or a list of texts as a list.
func (n *node) words(setting string) []string {
	switch v := n.values[setting].(type) {
	case string:
		return []string{v}
	case []any:
		out := make([]string, 0, len(v))
		for _, e := range v {
			s, _ := e.(string)
			out = append(out, s)
		}
		return out
	}
	return nil
}

func (n *node) word(setting string) string {
	s, _ := n.values[setting].(string)
	return s
}

func (n *node) number(setting string) int {
	v, _ := n.values[setting].(json.Number)
	i, _ := strconv.Atoi(v.String())
	return i
}

func checkRegions(root *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, n := range root.each("regions") {
		jurisdiction := n.word("jurisdiction")
		if !data.KnownJurisdiction(jurisdiction) {
			diags = append(diags, n.fault("jurisdiction", "Unknown jurisdiction", "%q is not known. Allowed: %s, or a country's code such as \"NO\".",
				jurisdiction, strings.Join(slices.Sorted(maps.Keys(data.Jurisdictions())), ", ")))
			continue
		}
		for _, list := range []string{"primary", "backup", "additional"} {
			for _, code := range n.words(list) {
				if r, known := data.RegionNamed(code); known && !r.In(jurisdiction) {
					diags = append(diags, n.fault(list, "Region outside the jurisdiction",
						"%q is in %s, and the jurisdiction is %s. Take the region out, or set the jurisdiction that is meant.", code, r.Country, jurisdiction))
				}
			}
		}
		for _, code := range n.words("backup") {
			if slices.Contains(n.words("primary"), code) {
				diags = append(diags, n.fault("backup", "Backup in the primary region",
					"%q is a primary region too. A backup key must be in another region than the keys it backs up.", code))
			}
		}
	}
	return diags
}

func checkRoles(root *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, n := range root.each("role") {
		for _, capability := range n.words("capabilities") {
			if slices.Contains(n.words("never"), capability) {
				diags = append(diags, n.fault("capabilities", "Capability both given and barred",
					"%s may %q by capabilities and never by never, which may come from the built-in profile. Set both.", n.title(), capability))
			}
		}
		for _, network := range n.each("network") {
			if network.word("lifted") != "" && len(network.words("endpoint_ids")) > 0 {
				diags = append(diags, network.fault("lifted", "Network both named and lifted",
					"Name the endpoints that %s must come through, or say why it need not; not both.", n.title()))
			}
		}
	}
	return diags
}

func checkRotations(root *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	kms := data.KMSRotation()
	for _, n := range root.each("rotation") {
		days := n.number("period_days")
		if n.label == "kek" && n.word("method") == "automatic" && (days < kms.MinPeriodDays || days > kms.MaxPeriodDays) {
			diags = append(diags, n.fault("period_days", "Period that no key can have",
				"KMS rotates automatically every %d to %d days. Choose a period in between, or another method.", kms.MinPeriodDays, kms.MaxPeriodDays))
		}
		if n.number("overlap_hours") > 24*days {
			diags = append(diags, n.fault("overlap_hours", "Overlap longer than the period",
				"The old key would still be valid when the next rotation comes, %d days on.", days))
		}
	}
	return diags
}

// checkTeams holds one person to one name: a handle under two names could approve twice.
func checkTeams(root *node) hcl.Diagnostics {
	owner := map[string]string{}
	var diags hcl.Diagnostics
	for _, team := range root.each("team") {
		for _, member := range team.each("member") {
			for _, handle := range member.words("handles") {
				handle = strings.ToLower(handle)
				if first, ok := owner[handle]; ok && first != member.label {
					diags = append(diags, member.fault("handles", "Handle of two people",
						"%q belongs to the member %q too. One person has one name in every team, so that nobody approves twice.", handle, first))
				}
				owner[handle] = member.label
			}
		}
	}
	return diags
}

// checkApprovals refuses an approval that asks nobody. One that its teams are too few to give is for the rules to
// tell: a team may still be on its way.
func checkApprovals(root *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, n := range root.each("approval") {
		if len(n.words("teams")) == 0 {
			diags = append(diags, n.fault("teams", "Approval by nobody", "%s must name a team.", n.title()))
		}
	}
	return diags
}

func checkEscrows(root *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, n := range root.each("escrow") {
		shares, needed := n.number("n"), n.number("k")
		switch {
		case needed > shares:
			diags = append(diags, n.fault("k", "More shares needed than there are", "k is %d and n is %d: the key could never be put together.", needed, shares))
		case len(n.words("holders")) > shares:
			diags = append(diags, n.fault("holders", "More holders than shares", "There are %d holders and %d shares.", len(n.words("holders")), shares))
		case len(n.words("holders")) < needed:
			diags = append(diags, n.fault("holders", "Too few holders",
				"%d shares are needed and %d people hold them: one person alone would hold more than one share.", needed, len(n.words("holders"))))
		}
	}
	return diags
}

func checkExceptions(root *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, n := range root.each("exception") {
		starts, ends := n.word("starts"), n.word("ends")
		switch {
		case ends == "" && n.word("ends_with") == "":
			diags = append(diags, n.fault("", "Exception without an end",
				"%s must say when it ends: ends = a date, or ends_with = an event, which counts as twelve months from its start.", n.title()))
		case ends != "" && ends < starts:
			diags = append(diags, n.fault("ends", "End before the start", "%s ends on %s and starts on %s.", n.title(), ends, starts))
		}
		for _, list := range []string{"rules", "scope"} {
			if len(n.words(list)) == 0 {
				diags = append(diags, n.fault(list, "Exception from nothing", "%s must name at least one entry in %q.", n.title(), list))
			}
		}
		if reviewed := n.word("reviewed"); reviewed != "" && reviewed < starts {
			diags = append(diags, n.fault("reviewed", "Review before the start", "%s was reviewed on %s and starts on %s.", n.title(), reviewed, starts))
		}
	}
	return diags
}

func checkOffHours(root *node) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, policy := range root.each("policy") {
		for _, n := range policy.each("off_hours") {
			if (n.word("from") == "") != (n.word("to") == "") {
				diags = append(diags, n.fault("", "Half a span of time", "off_hours takes from and to together."))
			}
		}
	}
	return diags
}
