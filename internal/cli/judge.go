package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// defaultProfile is read where it is there and --profile names no other.
const defaultProfile = "keywright.hcl"

// judging is what check, docs and inventory have in common: plans in, a verdict out.
type judging struct {
	profile   string
	now       string
	source    string
	allowExec bool

	given    []source.Given // values of a directory's variables, in the order of the command line
	account  string
	openTofu bool
	root     string
}

func (j *judging) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&j.profile, "profile", "", "the policy to apply, a `FILE` (default ./"+defaultProfile+", else the built-in one)")
	f.StringVar(&j.now, "now", "", "the clock, an RFC 3339 `TIME`, so that a run can be repeated (default the machine's)")
	f.StringVar(&j.source, "source", "", "the folder of the .tf files that the plan was made from, a `DIR`, to work out what the plan does not know, and to say in which line a resource stands and whether prevent_destroy keeps it")
	f.Var(&givenFlag{&j.given, false}, "var", "of a directory: the value of a root variable, `NAME=VALUE`; may be repeated")
	f.Var(&givenFlag{&j.given, true}, "var-file", "of a directory: a `FILE` of values (.tfvars or .tfvars.json), after those that Terraform reads by itself; may be repeated, and the last counts")
	f.StringVar(&j.account, "account", "", "of a directory: the `NUMBER` of the account that it works in, where it does not tell")
	f.StringVar(&j.root, "root", "", "of a directory, or of --source: a `DIR` around it that its modules and files may be in, such as the repository's; by default they must be in the directory itself")
	f.BoolVar(&j.openTofu, "opentofu", false, "of a directory, or of --source: OpenTofu runs it, so that .tofu files count and Terraform's reading does not")
	f.BoolVar(&j.allowExec, "allow-exec", false, "start terraform to read a binary plan; that starts the providers of its folder")
}

// verdict is a report with what it was made by.
type verdict struct {
	*engine.Report
	profile  *profile.Profile
	rules    []finding.Rule
	required []string // inputs, by the command line and the profile
}

// judge reads what the arguments name and judges it.
func (a *app) judge(ctx context.Context, args []string, j judging, o engine.Options) (*verdict, error) {
	var err error
	if o.Now, err = clock(j.now, o.Now); err != nil {
		return nil, err
	}
	if err := checkPlaces(args); err != nil {
		return nil, err
	}
	if err := j.fits(args); err != nil {
		return nil, err
	}
	if j.source != "" && len(args) > 1 {
		return nil, errorf("check each plan with its own source, or all of them without", "--source is the source of one plan, and %d are given", len(args))
	}
	p, err := loadProfile(j.profile)
	if err != nil {
		return nil, err
	}
	if o.Require, err = required(o.Require, p); err != nil {
		return nil, err
	}
	spendMemory()
	progress := a.startProgress()
	defer progress.done()
	progress.at("compiling the rules")
	e, err := engine.New(ctx)
	if err != nil {
		return nil, err
	}
	if o.Rules, err = chosen(e.Rules(), o.Rules); err != nil {
		return nil, err
	}
	if err := keepsPlanRules(e.Rules(), p); err != nil {
		return nil, err
	}
	r := reader{app: a, options: plan.Options{ReadSet: e.ReadSet()}, allowExec: j.allowExec, progress: progress, judging: j}
	cases, err := r.cases(ctx, args, p, o.Now)
	if err != nil {
		return nil, err
	}
	progress.at("judging")
	report, err := e.CheckCases(ctx, cases, p, o)
	if err != nil {
		return nil, err
	}
	locate(report.Result.Findings, report.Inventory.Keys, places(cases[0].Inputs, cases[0].Facts))
	v := &verdict{Report: report, profile: p, rules: e.Rules(), required: o.Require}
	v.Result.Summary.Blocked = v.Result.Summary.Blocked || len(v.unmet()) > 0
	return v, nil
}

// clock is the time asked for, else the fallback, else the machine's, to the second.
func clock(asked string, fallback time.Time) (time.Time, error) {
	if asked == "" {
		if !fallback.IsZero() {
			return fallback, nil
		}
		return time.Now().UTC().Truncate(time.Second), nil
	}
	t, err := time.Parse(time.RFC3339, asked)
	if err != nil {
		return t, errorf("write it as 2026-11-21T00:00:00Z", "--now %q is not a time of RFC 3339", asked)
	}
	return t.UTC(), nil
}

// loadProfile reads the profile asked for, else ./keywright.hcl, else the built-in one.
func loadProfile(path string) (*profile.Profile, error) {
	if path == "" {
		if _, err := os.Stat(defaultProfile); errors.Is(err, fs.ErrNotExist) {
			return profile.Builtin(), nil
		}
		path = defaultProfile
	}
	p, err := profile.Load(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errorf("leave --profile out to use ./"+defaultProfile+" or the built-in profile", "there is no profile %s", path)
	}
	return p, err
}

// planFamily are the rules that say whether an input can be judged at all. They apply whatever --rule chooses: a
// plan that ended in an error must not pass because other rules were asked for.
const planFamily = "plan"

// chosen turns the rules asked for into the rules to apply: none asked for is all.
func chosen(all []finding.Rule, asked []string) ([]string, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	var out []string
	for _, id := range asked {
		r, err := ruleNamed(all, id)
		if err != nil {
			return nil, err
		}
		out = append(out, r.ID)
	}
	for _, r := range all {
		if r.Family == planFamily {
			out = append(out, r.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// keepsPlanRules refuses a profile that switches off a rule about the input as a whole: without it a plan that ended
// in an error could pass.
func keepsPlanRules(all []finding.Rule, p *profile.Profile) error {
	for _, r := range all {
		if setting, ok := p.Rules[r.ID]; ok && !setting.Enabled && r.Family == planFamily {
			return errorf("take rule \""+r.ID+"\" out of the profile", "the profile switches off %s, without which no input can be judged", r.ID)
		}
	}
	return nil
}

func ruleNamed(all []finding.Rule, id string) (finding.Rule, error) {
	for _, r := range all {
		if strings.EqualFold(r.ID, id) {
			return r, nil
		}
	}
	return finding.Rule{}, errorf("keywright rules lists them", "there is no rule %q", id)
}

// recognised reports whether the inputs hold anything that is judged.
func (v *verdict) recognised() bool {
	i := v.Inventory
	return len(i.Keys)+len(i.Grants)+len(i.Rotations)+len(i.Separations)+len(i.Residencies)+len(i.Outside) > 0
}

// others counts what is judged beside keys and what belongs to them.
func (v *verdict) others() int {
	i := v.Inventory
	return len(i.Stores) + len(i.Secrets) + len(i.Pools) + len(i.Registered) + len(i.Exposures) + len(i.CISecrets) + len(i.Trails) + len(i.Transports) +
		len(i.Certificates) + len(i.Authorities) + len(i.IdentityPolicies)
}

// tellIfNothing says on standard error that there was no key to judge, or nothing at all.
func (a *app) tellIfNothing(v *verdict, args []string) {
	if v.recognised() {
		return
	}
	places := make([]string, len(args))
	for i, path := range args {
		places[i] = placeOf(path)
	}
	if v.others() > 0 {
		a.say(fmt.Sprintf("no key recognised in %s, and nothing about keys: what else is there was judged", strings.Join(places, ", ")))
		return
	}
	a.say(fmt.Sprintf("nothing recognised in %s: no key and nothing about keys", strings.Join(places, ", ")))
}
