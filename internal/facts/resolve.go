package facts

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// resolvable names, by resource type, the attributes that are worked out of the source where the plan does not tell them,
// and what each of them is. Which addresses are of resources of the input is what a text with symbols asks beside.
var resolvable = map[string]map[string]func(text string, made func(address string) bool) (map[string]any, error){
	"aws_kms_key":                  {"policy": keyPolicy},
	"aws_kms_external_key":         {"policy": keyPolicy},
	"aws_kms_replica_key":          {"policy": keyPolicy},
	"aws_kms_replica_external_key": {"policy": keyPolicy},
	"aws_kms_key_policy":           {"policy": keyPolicy},
	"aws_kms_grant":                {"grantee_principal": plain, "retiring_principal": plain},
	"aws_iam_role_policy":          {"policy": identityPolicy},
	"aws_iam_user_policy":          {"policy": identityPolicy},
	"aws_iam_group_policy":         {"policy": identityPolicy},
	"aws_iam_policy":               {"policy": identityPolicy},
	"aws_iam_role":                 {"assume_role_policy": plain},
	"aws_s3_bucket":                {"policy": bucketPolicy},
	"aws_s3_bucket_policy":         {"policy": bucketPolicy},
}

// resolver works attributes of one plan out of its source.
type resolver struct {
	in        *plan.Input
	index     *source.Index
	instances map[string]instance
	accounts  map[string]account

	principals []string // that the profile names
}

// told is what a source tells of a plan.
type told struct {
	resolved map[string]any // by address and attribute: value, draft, reason
	accounts map[string]any // by configuration of a provider
	targets  map[string]any // by address and path: what an attribute identifies
	shown    map[string]any // by address and path: what an attribute of a nested block is
	mismatch error          // why it is not the source that the plan was made from
}

// resolve gives, by address and attribute, what the source tells of what the plan does not:
//
//	value    the attribute, as certain as if the plan said it
//	draft    a text in which some names are not known yet; reason says which
//	reason   why neither is there
//
// and, of an attribute that is nothing but an identifier of something else of the plan, the address of that by address and path,
// and the account of each of the plan's configurations of a provider, as far as that follows. A plan that is not whole is
// not held against a source. Ordinal is how many inputs of the same check come before; principals are those of the profile.
func resolve(inputs []*plan.Input, index *source.Index, ordinal int, principals []string) told {
	out := told{resolved: map[string]any{}, accounts: map[string]any{}, targets: map[string]any{}, shown: map[string]any{}}
	if index == nil || len(inputs) != 1 || !compared(inputs[0]) {
		return out
	}
	r := &resolver{in: inputs[0], index: index, instances: instances(inputs[0], index), principals: principals}
	evaluator := r.locate()
	out.mismatch = evaluator.Mismatch()
	wanted, open := r.wanted(), r.open()
	if len(wanted) == 0 && len(open) == 0 && r.in.Kind != plan.KindDirectory {
		return out
	}
	if out.mismatch == nil {
		out.mismatch = contradiction(r.instances, evaluator)
	}
	for _, address := range open {
		found := evaluator.Tell(address)
		if len(found.Targets) > 0 && out.mismatch == nil {
			out.targets[address] = texted(found.Targets)
		}
		maps.DeleteFunc(found.Values, func(path string, _ any) bool { return secret(r.instances[address].sensitive, path) })
		if len(found.Values) > 0 && out.mismatch == nil {
			out.shown[address] = found.Values
		}
	}
	out.resolved = r.resolved(evaluator, wanted, out.mismatch, ordinal)
	for _, i := range r.instances {
		if a, ok := r.accounts[i.provider]; ok && i.named != "" && out.mismatch == nil {
			out.accounts[i.named] = a.id
		}
	}
	return out
}

// locate finds the accounts that the plan's providers work in, and gives an evaluator that knows them.
func (r *resolver) locate() *source.Evaluator {
	r.accounts = allowed(object(r.in.Document["configuration"]))
	for key, a := range r.in.Accounts {
		r.accounts[key] = account{partition: a.Partition, id: a.ID}
	}
	maps.Copy(r.accounts, callers(r.instances))
	evaluator := r.index.NewEvaluator(known(r.in, r.instances, r.accounts))
	if more := checked(r.instances, r.texts(evaluator)); len(more) > 0 {
		maps.Copy(more, r.accounts)
		r.accounts = more
		evaluator = evaluator.With(known(r.in, r.instances, r.accounts))
	}
	return evaluator
}

// resolved gives the wanted attributes. The names that a provider will make are stood in for, unless something asks for
// their digits.
func (r *resolver) resolved(evaluator *source.Evaluator, wanted map[string][]string, mismatch error, ordinal int) map[string]any {
	all := func(evaluator *source.Evaluator) map[string]any {
		out := map[string]any{}
		for _, address := range slices.Sorted(maps.Keys(wanted)) { // in order, since all share the limits
			out[address] = r.entries(evaluator, address, wanted[address], mismatch)
		}
		r.generate(out, evaluator, mismatch)
		return out
	}
	names := standIns(r.instances, evaluator, ordinal)
	if mismatch != nil || r.index.AsksForDigits() || asksForDigits(r.in.Document) || slices.ContainsFunc(r.principals, source.AskForDigits) {
		clear(names)
	}
	with := evaluator
	if len(names) > 0 {
		with = evaluator.With(known(r.in, withNames(r.instances, names), r.accounts))
	}
	out := all(with)
	if len(names) > 0 && asksForDigits(out) {
		clear(names)
		out = all(evaluator)
	}
	for address, name := range names {
		entries := maps.Clone(object(out[address]))
		if entries == nil {
			entries = map[string]any{}
		}
		entries["name"] = map[string]any{"value": name}
		out[address] = entries
	}
	maps.DeleteFunc(out, func(_ string, entries any) bool { return len(object(entries)) == 0 })
	return out
}

// compared says that an input can be held against a source. What a directory lacks, its source lacks too.
func compared(in *plan.Input) bool {
	whole := in.Kind == plan.KindPlan && !in.Errored && in.Complete || in.Kind == plan.KindDirectory
	return whole && in.Document["configuration"] != nil
}

// entries gives what there is of the attributes of a resource that the source sets.
func (r *resolver) entries(evaluator *source.Evaluator, address string, attributes []string, mismatch error) map[string]any {
	out := map[string]any{}
	for _, attribute := range attributes {
		entry := r.entry(evaluator, address, attribute)
		if entry != nil && mismatch != nil {
			entry = map[string]any{"reason": mismatch.Error()}
		}
		if entry != nil {
			out[attribute] = entry
		}
	}
	return out
}

// wanted gives the attributes that the plan leaves open, by address. What it marks as sensitive stays so.
func (r *resolver) wanted() map[string][]string {
	out := map[string][]string{}
	for address, i := range r.instances {
		for attribute := range resolvable[i.Type] {
			if !i.Data && object(i.Unknown)[attribute] == true && i.sensitive[attribute] == nil {
				out[address] = append(out[address], attribute)
			}
		}
		slices.Sort(out[address])
	}
	return out
}

// open are the addresses of resources of which the plan leaves anything open.
func (r *resolver) open() []string {
	var out []string
	for address, i := range r.instances {
		if !i.Data && hidden(i.Unknown) {
			out = append(out, address)
		}
	}
	slices.Sort(out)
	return out
}

// secret says that what stands at a path, or something around or in it, is marked as sensitive.
func secret(marks any, path string) bool {
	for step := range strings.SplitSeq(path, "/") {
		if n, err := strconv.Atoi(step); err == nil && list(marks) != nil {
			marks = element(list(marks), n)
		} else {
			marks = object(marks)[step]
		}
		if marks == true {
			return true
		}
	}
	return hidden(marks)
}

func texted(texts map[string]string) map[string]any {
	out := make(map[string]any, len(texts))
	for name, text := range texts {
		out[name] = text
	}
	return out
}

// texts gives the key policies of the plan by address, those of the source with symbols among them.
func (r *resolver) texts(evaluator *source.Evaluator) map[string]string {
	out := map[string]string{}
	for _, address := range slices.Sorted(maps.Keys(r.instances)) {
		i := r.instances[address]
		if _, known := r.accounts[i.provider]; known || resolvable[i.Type]["policy"] == nil || !strings.HasPrefix(i.Type, "aws_kms_") {
			continue
		}
		text, ok := i.Values["policy"].(string)
		if !ok {
			v, err := evaluator.Attribute(address, "policy")
			if text, ok = v.(string); err != nil || !ok {
				continue
			}
			text = evaluator.Fill(text, symbolText)
		}
		out[address] = text
	}
	return out
}

// symbolPrefix begins the text that stands for a symbol.
const symbolPrefix = "known after apply: "

func symbolText(s source.Symbol) string { return escaped(symbolPrefix + s.Address + "." + s.Attribute) }

func (r *resolver) entry(evaluator *source.Evaluator, address, attribute string) map[string]any {
	v, err := evaluator.Attribute(address, attribute)
	if errors.Is(err, source.ErrUnset) {
		return nil
	}
	if err != nil {
		return map[string]any{"reason": err.Error()}
	}
	text, ok := v.(string)
	if !ok {
		return map[string]any{"reason": "the source gives something else than a text"}
	}
	var symbols []source.Symbol
	filled := evaluator.Fill(text, func(s source.Symbol) string {
		symbols = append(symbols, s)
		return symbolText(s)
	})
	if len(symbols) == 0 {
		return map[string]any{"value": text}
	}
	entry, err := resolvable[r.instances[address].Type][attribute](filled, func(address string) bool {
		_, ok := r.instances[address]
		return ok
	})
	if err != nil {
		return map[string]any{"reason": fmt.Sprintf("%s: %s", err, symbolNames(symbols))}
	}
	return entry
}
