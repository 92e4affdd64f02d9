package facts

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// account is where a provider's configuration works.
type account struct{ partition, id string }

// named gives the account of an ARN.
func named(arn any) (account, bool) {
	text, _ := arn.(string)
	parts := strings.SplitN(text, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || len(parts[4]) != 12 || strings.Trim(parts[4], "0123456789") != "" {
		return account{}, false
	}
	return account{partition: parts[1], id: parts[4]}, true
}

// callers gives the account of each provider's configuration as its data source aws_caller_identity tells it, or the ARN
// of a key, role or user that it manages.
func callers(all map[string]instance) map[string]account {
	found := map[string]map[account]bool{}
	for _, i := range all {
		a, ok := named(i.Values["arn"])
		id, _ := i.Values["account_id"].(string)
		switch {
		case !ok:
		case i.Type == "aws_caller_identity" && i.Data && a.id == id, !i.Data && strings.HasPrefix(i.Type, "aws_kms_"), !i.Data && strings.HasPrefix(i.Type, "aws_iam_"):
			note(found, i.provider, a)
		}
	}
	return agreed(found)
}

// allowed gives the account of each provider's configuration that says of itself that it works in one account alone: it
// makes nothing in another. What it refers to is not followed. Source: AWS provider, allowed_account_ids.
func allowed(configuration map[string]any) map[string]account {
	out := map[string]account{}
	for provider, config := range object(configuration["provider_config"]) {
		expressions := object(object(config)["expressions"])
		ids := list(object(expressions["allowed_account_ids"])["constant_value"])
		region, _ := object(expressions["region"])["constant_value"].(string)
		partition := partitionOf(region)
		if id, ok := element(ids, 0).(string); ok && len(ids) == 1 && len(id) == 12 && partition != "" {
			out[provider] = account{partition: partition, id: id}
		}
	}
	return out
}

// partitionOf gives the partition of a region of the commercial ones, whose ARNs begin alike.
func partitionOf(region string) string {
	if region == "" || !commercial.MatchString(region) {
		return ""
	}
	return "aws"
}

var commercial = regexp.MustCompile(`^(eu|us|ca|sa|af|ap|me|il|mx)-(north|south|east|west|central|northeast|southeast|northwest|southwest)-[0-9]$`)

// checked gives the account of each provider's configuration that makes a key whose policy names one account and nobody
// else but services and what the plan makes. KMS takes a policy only if it lets whoever calls write it anew, and whoever
// calls is of the account that the key is made in; so that account is the one that is named. Texts are the policies
// by address. Source: KMS API, CreateKey and PutKeyPolicy, BypassPolicyLockoutSafetyCheck.
func checked(all map[string]instance, texts map[string]string) map[string]account {
	found := map[string]map[account]bool{}
	for _, address := range slices.Sorted(maps.Keys(texts)) {
		i := all[address]
		if !lockoutChecked(i) {
			continue
		}
		if a, ok := onlyAccount(texts[address]); ok {
			note(found, i.provider, a)
		}
	}
	return agreed(found)
}

// lockoutChecked says that KMS checks the policy of a resource: it is made now, and does not ask KMS to look away.
func lockoutChecked(i instance) bool {
	marks := object(i.Unknown)
	bypass := i.Values["bypass_policy_lockout_safety_check"]
	_, exists := named(i.Values["arn"])
	return !exists && (bypass == nil || bypass == false) && marks["bypass_policy_lockout_safety_check"] == nil
}

// onlyAccount gives the one account whose principals a policy lets in. A symbol is a principal that the plan makes.
func onlyAccount(text string) (account, bool) {
	policy, err := keypolicy.Parse(text)
	if err != nil {
		return account{}, false
	}
	found := map[account]bool{}
	for _, s := range policy.Statements {
		if s.Effect != keypolicy.Allow {
			continue
		}
		if s.NotPrincipals != nil {
			return account{}, false
		}
		for _, p := range s.Principals {
			a, ok := named(p.Value)
			switch {
			case p.Kind == "Service", p.Kind == "AWS" && madeByPlan.MatchString(p.Value):
			case p.Kind == "AWS" && ok:
				found[a] = true
			default:
				return account{}, false
			}
		}
	}
	return single(found)
}

// madeByPlan is the symbol of a resource. What a data source finds is there already, and may be who calls.
var madeByPlan = regexp.MustCompile(`^` + symbolPrefix + `(module\.[^.\[]+(\[[^\]]*\])?\.)*aws_`)

func note(found map[string]map[account]bool, provider string, a account) {
	if found[provider] == nil {
		found[provider] = map[account]bool{}
	}
	found[provider][a] = true
}

func agreed(found map[string]map[account]bool) map[string]account {
	out := map[string]account{}
	for provider, accounts := range found {
		if a, ok := single(accounts); ok && provider != "" {
			out[provider] = a
		}
	}
	return out
}

func single(accounts map[account]bool) (account, bool) {
	if len(accounts) != 1 {
		return account{}, false
	}
	var one account
	for a := range accounts {
		one = a
	}
	return one, true
}

// identified gives a new role or user its id, which is its name. Source: AWS provider, aws_iam_role and aws_iam_user.
func identified(i instance) instance {
	name, named := i.Values["name"].(string)
	marks := object(i.Unknown)
	if i.Data || !named || i.Type != "aws_iam_role" && i.Type != "aws_iam_user" || marks["id"] != true || marks["name"] != nil || i.sensitive["id"] != nil {
		return i
	}
	i.Values, marks = maps.Clone(i.Values), maps.Clone(marks)
	i.Values["id"] = name
	delete(marks, "id")
	i.Unknown = marks
	return i
}

// predicted gives a new role or user the ARN that follows from its account, path and name, and everything else as it is.
func predicted(i instance, accounts map[string]account) source.Instance {
	i = identified(i)
	kind := map[string]string{"aws_iam_role": "role", "aws_iam_user": "user"}[i.Type]
	a, ok := accounts[i.provider]
	marks := object(i.Unknown)
	name, named := i.Values["name"].(string)
	path, pathed := i.Values["path"].(string)
	if i.Values["path"] == nil && marks["path"] == nil {
		path, pathed = "/", true
	}
	if kind == "" || i.Data || !ok || !named || !pathed || marks["name"] != nil || marks["arn"] != true || i.sensitive["arn"] != nil {
		return i.Instance
	}
	out := i.Instance
	out.Values, marks = maps.Clone(out.Values), maps.Clone(marks)
	out.Values["arn"] = "arn:" + a.partition + ":iam::" + a.id + ":" + kind + path + name
	delete(marks, "arn")
	out.Unknown = marks
	return out
}
