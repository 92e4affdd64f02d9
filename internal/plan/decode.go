package plan

import (
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// document is what has been read of an input.
type document struct {
	*walker
	picks   picks
	members map[string]any
	foreign string             // what else the file seems to be
	wrapped bool               // inside HCP's {"plan": …}
	partial bool               // Terraform put changes off
	dropped []map[string]any   // resources that were pruned away and mark values
	changes map[[2]string]bool // address and deposed key of each change that was read
	content [32]byte
}

// kept are the members that rules read. The others enter the digest and go no further.
var kept = []string{
	"format_version", "terraform_version", "variables", "planned_values", "resource_changes", "prior_state",
	"configuration", "timestamp", "applyable", "complete", "errored", "values", "relevant_attributes",
}

// volatile are the members that differ between two runs that plan the same change: the clock, and a list that
// Terraform gathers in no fixed order.
var volatile = []string{"timestamp", "relevant_attributes"}

// foreign are members that tell what else a file is, and what to do about it.
var foreign = map[string]string{
	"@level":  "the log of terraform plan -json: write the plan with terraform plan -out and give keywright the output of terraform show -json",
	"lineage": "a raw state file: give keywright the output of terraform show -json",
}

func decode(src *source, o Options) (*document, error) {
	if err := src.sniff(); err != nil {
		return nil, err
	}
	d := &document{
		walker:  newWalker(jsontext.NewDecoder(src), &contentDigest{}, o.MaxDepth),
		picks:   newPicks(o.ReadSet),
		members: map[string]any{},
	}
	if err := d.object(d.member); err != nil {
		return nil, err
	}
	if _, ok := d.members["format_version"]; !ok && d.foreign != "" {
		return nil, refuse(0, "%s", d.foreign)
	}
	if !d.wrapped {
		d.content = d.digest.since(mark{})
	}
	// What follows the value must be white space to the end, which also brings the digest of the bytes to the end.
	if _, err := d.dec.ReadToken(); !errors.Is(err, io.EOF) {
		if err == nil {
			return nil, refuse(d.offset(), "more text after the end of the JSON")
		}
		return nil, err
	}
	return d, nil
}

func (d *document) member(name string) (bool, error) {
	if reason, ok := foreign[name]; ok {
		d.foreign = reason
	}
	outside := d.depth == 1
	switch {
	case outside && d.wrapped && name == "format_version":
		return false, d.nested()
	case outside && d.wrapped: // the run's members beside the plan say nothing of the plan
		_, err := d.value(false)
		return false, err
	case outside && name == "plan" && d.dec.PeekKind() == '{':
		return true, d.unwrap()
	}
	v, keep, err := d.top(name)
	if keep {
		d.members[name] = v
	}
	return !slices.Contains(volatile, name), err
}

// unwrap reads the plan inside HCP's envelope, and takes its digest, which is the plan's own.
func (d *document) unwrap() error {
	if _, ok := d.members["format_version"]; ok {
		return d.nested()
	}
	d.wrapped, d.partial = true, false
	clear(d.members)
	start := d.digest.open()
	if err := d.object(d.member); err != nil {
		return err
	}
	d.content = d.digest.since(start)
	return nil
}

// nested refuses a plan beside another plan, which would leave open which one is judged.
func (d *document) nested() error {
	return refuse(d.offset(), "a plan inside a plan: expected either a plan or {\"plan\": …} around one")
}

// top reads a member of the plan or state by its own rules.
func (d *document) top(name string) (v any, keep bool, err error) {
	switch name {
	case "resource_changes":
		d.changes = map[[2]string]bool{}
		v, err = d.resources(d.changed)
		d.changes = nil
	case "resource_drift":
		if !d.picks.all {
			v, err = d.resources(nil)
			break
		}
		v, err = d.resources(d.changed)
	case "planned_values", "values":
		v, err = d.stateValues()
	case "prior_state":
		v, err = d.fields(func(name string) (any, bool, error) {
			if name == "values" {
				v, err := d.stateValues()
				return v, true, err
			}
			return d.rest(true)
		})
	case "configuration":
		v, err = d.configuration()
	case "deferred_changes":
		return d.deferred()
	default:
		return d.rest(d.picks.all || slices.Contains(kept, name))
	}
	return v, d.picks.all || slices.Contains(kept, name), err
}

// deferred reads the list of what Terraform put off. Rules do not read it; that there is any makes a plan incomplete.
func (d *document) deferred() (any, bool, error) {
	v, err := d.value(true)
	for _, change := range list(v) {
		d.partial = true
		if !d.picks.all {
			d.dropped = append(d.dropped, object(change))
		}
	}
	return v, d.picks.all, err
}

// input makes the Input of the members, once all are read.
func (d *document) input() (*Input, error) {
	in := &Input{Document: d.members, ContentSHA256: hex.EncodeToString(d.content[:]), Complete: true}
	var ok bool
	if in.FormatVersion, ok = d.members["format_version"].(string); !ok {
		return nil, refuse(0, "no format_version: expected the output of terraform show -json, of a plan or of a state")
	}
	if err := supported(in.FormatVersion); err != nil {
		return nil, err
	}
	in.TerraformVersion, _ = d.members["terraform_version"].(string)
	in.Kind = KindState
	for _, name := range []string{"planned_values", "resource_changes", "configuration"} {
		if _, ok := d.members[name]; ok {
			in.Kind = KindPlan
		}
	}
	if _, both := d.members["values"]; both && in.Kind == KindPlan {
		return nil, refuse(0, "has the members of a plan and of a state: expected one of them")
	}
	var err error
	if in.Errored, err = d.flag("errored", false); err != nil {
		return nil, err
	}
	if in.Complete, err = d.flag("complete", true); err != nil {
		return nil, err
	}
	if d.partial {
		in.Complete, d.members["complete"] = false, false
	}
	return in, nil
}

// flag reads a top-level boolean that older versions of Terraform do not write.
func (d *document) flag(name string, absent bool) (bool, error) {
	v, ok := d.members[name]
	if !ok {
		return absent, nil
	}
	b, ok := v.(bool)
	if !ok {
		return false, refuse(0, "%s is neither true nor false", name)
	}
	return b, nil
}

// supported refuses format versions whose meaning is not known. Terraform raises the major number for changes that
// readers must know of; 0 became 1 without one.
func supported(version string) error {
	major, _, _ := strings.Cut(version, ".")
	n, err := strconv.Atoi(major)
	if err != nil || n < 0 || n > 1 {
		return refuse(0, "format_version %q is not supported: keywright reads 0.x and 1.x; a newer keywright may read it", version)
	}
	return nil
}
