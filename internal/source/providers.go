package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// provision is what a provider's configuration comes to, as far as it says so. What a run would take from its environment
// is not known.
type provision struct {
	region    string
	project   string    // of Google Cloud
	tags      cty.Value // default_tags, and default_labels of Google Cloud; unknown where they are
	account   string
	partition string
}

// providerForm is what is read of a provider's configuration.
var providerForm = &form{Blocks: map[string]*blockForm{
	"default_tags": {Nesting: "list"}, "assume_role": {Nesting: "list"}, "endpoints": {Nesting: "list"}, "ignore_tags": {Nesting: "list"},
}}

// configured finds the configuration of a provider that a module uses under a name: its own, or that of whoever calls it.
func configured(f *frame, name string) (*frame, string) {
	for f.module.providers[name] == nil && f.parent != nil {
		if passed := passedProvider(f.call, name); passed != "" {
			name = passed
		} else if strings.Contains(name, ".") {
			break // only a default is inherited
		}
		f = f.parent
	}
	return f, name
}

// passedProvider gives the name, in the caller, of what a module call passes for a provider.
func passedProvider(call *block, name string) string {
	expr := call.attribute("providers")
	if expr == nil {
		return ""
	}
	pairs, diags := hcl.ExprMap(expr)
	if diags.HasErrors() {
		return ""
	}
	for _, pair := range pairs {
		if providerName(pair.Key) == name {
			return providerName(pair.Value)
		}
	}
	return ""
}

// providerName is aws or aws.alias, however it is written.
func providerName(expr hcl.Expression) string {
	t, diags := hcl.AbsTraversalForExpr(expr)
	if diags.HasErrors() {
		if t, diags = hcl.RelTraversalForExpr(expr); diags.HasErrors() {
			return literal(expr)
		}
	}
	return blockName(written(t))
}

// blockName leaves instance keys out: what a provider with for_each is in each instance is not told.
func blockName(text string) string {
	name, _, _ := strings.Cut(text, "[")
	return strings.TrimPrefix(name, ".")
}

// providerOf names the configuration of a provider that a block uses, as plans name it.
func (e *Evaluator) providerOf(f *frame, b *block, kind string) string {
	name, _, _ := strings.Cut(kind, "_")
	if expr := b.attribute("provider"); expr != nil {
		name = providerName(expr)
	}
	at, name := configured(f, name)
	key := name
	if at.called != "" {
		key = "module." + strings.ReplaceAll(at.called, ".", ".module.") + ":" + name
	}
	if e.planner.providers[key] == nil {
		e.planner.providers[key] = e.planner.provision(at, name, key)
	}
	return key
}

func (p *planner) provision(f *frame, name, key string) *provision {
	out := &provision{tags: cty.DynamicVal}
	b := f.module.providers[name]
	if b == nil { // a default one: everything is from the environment, default_tags cannot be
		out.tags = cty.EmptyObjectVal
		out.account = p.common(name, key)
		return out
	}
	body, err := b.merged(providerForm)
	if err != nil || b.unclear != "" || b.attribute("for_each") != nil {
		return out
	}
	d := &drawing{p: p, f: f, b: b}
	text := func(expr hcl.Expression) string {
		v, _, err := d.evaluate(expr, nil)
		if err != nil || !v.IsWhollyKnown() || v.IsNull() || v.Type() != cty.String {
			return ""
		}
		return v.AsString()
	}
	if a := body.Attributes["region"]; a != nil {
		out.region = text(a.Expr)
	}
	if a := body.Attributes["project"]; a != nil {
		out.project = text(a.Expr)
	}
	if r, ok := data.RegionNamed(out.region); ok {
		out.partition = r.Partition
	}
	out.tags = cty.EmptyObjectVal
	if a := body.Attributes["default_labels"]; a != nil {
		out.tags = d.orUnknown(a.Expr)
	}
	for _, inner := range body.Blocks {
		switch {
		case inner.Type == "dynamic":
			out.tags = cty.DynamicVal
		case inner.Type == "default_tags" && inner.Body.Attributes["tags"] != nil:
			out.tags = d.orUnknown(inner.Body.Attributes["tags"].Expr)
		case inner.Type == "assume_role" && inner.Body.Attributes["role_arn"] != nil:
			if parts := strings.Split(text(inner.Body.Attributes["role_arn"].Expr), ":"); len(parts) == 6 {
				out.account = parts[4]
			}
		}
	}
	if a := body.Attributes["allowed_account_ids"]; a != nil {
		if v, _, err := d.evaluate(a.Expr, nil); err == nil {
			out.account = onlyText(v)
		}
	}
	if out.account == "" && bare(body) {
		out.account = p.common(name, key)
	}
	return out
}

// credentials are the settings of a provider that decide in which account it works; without them the environment does.
var credentials = []string{
	"profile", "access_key", "secret_key", "token", "shared_config_files", "shared_credentials_files", "assume_role",
	"assume_role_with_web_identity", "endpoints", "endpoint", "shared_credentials_file", "custom_ca_bundle", "sts_region", "http_proxy", "https_proxy",
}

func bare(body *hclsyntax.Body) bool {
	for _, name := range credentials {
		if body.Attributes[name] != nil {
			return false
		}
	}
	return !slices.ContainsFunc(body.Blocks, func(b *hclsyntax.Block) bool { return slices.Contains(credentials, nestedType(b)) })
}

// common is the account of all providers that take it from the environment, and so from one.
func (p *planner) common(name, key string) string {
	kind, _, _ := strings.Cut(name, ".")
	if kind != "aws" && kind != "keywright" {
		return ""
	}
	p.shared[key] = true
	return p.account
}

func onlyText(v cty.Value) string {
	if !v.IsWhollyKnown() || v.IsNull() || !v.CanIterateElements() || v.LengthInt() != 1 {
		return ""
	}
	it := v.ElementIterator()
	it.Next()
	_, one := it.Element()
	if one.IsNull() || one.Type() != cty.String {
		return ""
	}
	return one.AsString()
}

// complete fills in what a provider plans of its own.
func (p *planner) complete(f *frame, shape *form, i *planned) {
	of := p.providers[i.provider]
	unknown := object(i.Unknown)
	set := func(name string, value any) {
		if unknown[name] == true && i.sensitive[name] == nil {
			delete(unknown, name)
			i.Values[name] = value
		}
	}
	text := func(name string) string {
		s, _ := i.Values[name].(string)
		return s
	}
	if shape.Attributes["region"] != nil && of.region != "" && p.unset(f, i, "region") {
		set("region", of.region)
	}
	if strings.HasPrefix(i.Type, "google_") && shape.Attributes["project"] != nil && of.project != "" && p.unset(f, i, "project") {
		set("project", of.project)
	}
	switch {
	case i.Data:
		p.completeData(f, of, i, set)
	case i.Type == "keywright_key" || i.Type == "keywright_replica_key":
		if p.unset(f, i, "deletion_protection") && unknown["classification"] == nil && unknown["purpose"] == nil && !shape.Attributes["purpose"].Computed {
			set("deletion_protection", data.Protected(text("classification"), text("purpose")))
		}
	case shape.Attributes["tags"] != nil && shape.Attributes["tags_all"] != nil && strings.HasPrefix(i.Type, "aws_"):
		allTags(of, i, "tags", "tags_all")
	case shape.Attributes["labels"] != nil && shape.Attributes["terraform_labels"] != nil && strings.HasPrefix(i.Type, "google_"):
		allTags(of, i, "labels", "terraform_labels")
	}
}

// orUnknown is what an expression comes to, and unknown where it cannot be told.
func (d *drawing) orUnknown(expr hcl.Expression) cty.Value {
	v, _, err := d.evaluate(expr, nil)
	if err != nil {
		return cty.DynamicVal
	}
	return v
}

// unset says that a block leaves an attribute out, or sets it to null: what it sets and nobody knows is another matter.
func (p *planner) unset(f *frame, i *planned, name string) bool {
	b := f.module.blocks[i.block()]
	expr := b.attribute(name)
	if expr == nil {
		return true
	}
	if v, ok := lang.Literal(expr); ok {
		return v.IsNull()
	}
	v, _, err := (&drawing{p: p, f: f, b: b, index: i.Index}).evaluate(expr, nil)
	return err == nil && v.IsKnown() && v.IsNull()
}

func (p *planner) completeData(f *frame, of *provision, i *planned, set func(string, any)) {
	switch i.Type {
	case "aws_region":
		for _, name := range []string{"id", "name", "region"} {
			if of.region != "" && p.unset(f, i, "name") && p.unset(f, i, "region") {
				set(name, of.region)
			}
		}
	case "aws_partition":
		if of.partition != "" {
			set("partition", of.partition)
			set("id", of.partition)
			if suffix, ok := data.DNSSuffix(of.partition); ok {
				set("dns_suffix", suffix)
			}
		}
	case "aws_caller_identity":
		if of.account != "" {
			set("account_id", of.account)
			set("id", of.account)
		}
	case bindingsType:
		if text, ok := bindings(i); ok {
			set("policy_data", text)
		}
	case documentType:
		p.byAddress[i.Address] = i // it may be asked for
		if unknown := object(i.Unknown); unknownIdentifiers(unknown["statement"]) > 1 {
			unknown["statement"] = true // whether two principals that nobody knows are one cannot be told
			delete(i.Values, "statement")
		}
		v, _, err := p.value(func() (cty.Value, error) {
			return p.e.document(&i.Instance)
		})
		if err == nil && v.IsWhollyKnown() && !v.IsNull() {
			set("json", v.AsString())
			set("minified_json", v.AsString())
		}
	}
}

// allTags lays a resource's own tags or labels over those of its provider.
func allTags(of *provision, i *planned, own, whole string) {
	unknown := object(i.Unknown)
	if i.sensitive[own] != nil || i.sensitive[whole] != nil || unknown[own] == true || !of.tags.IsKnown() || of.tags.IsNull() {
		return
	}
	value, mark, _ := split(of.tags, 0)
	all, marks := map[string]any{}, map[string]any{}
	for name, v := range object(value) {
		all[name] = v
	}
	for name, m := range object(mark) {
		marks[name] = m
	}
	for name, v := range object(i.Values[own]) {
		all[name] = v
		delete(marks, name)
	}
	for name, m := range object(unknown[own]) {
		marks[name] = m
		delete(all, name)
	}
	for name, v := range all {
		all[name] = tagText(v)
	}
	i.Values[whole] = all
	delete(unknown, whole)
	if len(marks) > 0 {
		unknown[whole] = marks
	}
}

func tagText(v any) any {
	if _, ok := v.(string); ok || v == nil {
		return v
	}
	return fmt.Sprint(v)
}

// unknownIdentifiers counts what is marked.
func unknownIdentifiers(mark any) int {
	n := 0
	for _, m := range object(mark) {
		n += unknownIdentifiers(m)
	}
	for _, m := range list(mark) {
		n += unknownIdentifiers(m)
	}
	if mark == true {
		n++
	}
	return n
}
