package keypolicy

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// keyContext is the request context for the key's own policy. aws:ResourceTag and kms:ResourceAliases are absent:
// KMS honours them in identity policies only, so that in a key policy they protect nothing.
// Source: AWS KMS Developer Guide, ABAC for AWS KMS.
func (r Request) keyContext(caller identity) environment {
	env := r.identityContext(caller)
	maps.DeleteFunc(env, func(key string, _ []string) bool {
		return strings.HasPrefix(key, "aws:resourcetag/") || key == "kms:resourcealiases"
	})
	return env
}

// identityContext is the request context for identity policies. What the request states goes before what is derived.
func (r Request) identityContext(caller identity) environment {
	env := environment{}
	r.Caller.describe(env, caller, r.policy())
	if r.Key != nil {
		r.Key.describe(env)
	}
	for name, value := range r.EncryptionContext {
		env.set("kms:encryptioncontext:"+name, value)
		env["kms:encryptioncontextkeys"] = append(env["kms:encryptioncontextkeys"], name)
	}
	slices.Sort(env["kms:encryptioncontextkeys"])
	for key, values := range r.Context {
		env[fold(key)] = values
	}
	return env
}

func (r Request) policy() *Document {
	if r.Key == nil {
		return nil
	}
	return r.Key.Policy
}

// set records a key that has a value; an empty one stands for absence.
func (e environment) set(key, value string) {
	if value != "" {
		e[fold(key)] = []string{value}
	}
}

func (c Caller) describe(env environment, id identity, policy *Document) {
	env.set("aws:principalarn", principalARN(id, policy))
	env.set("aws:principalaccount", id.account)
	env.set("kms:calleraccount", id.account)
	env.set("aws:principaltype", principalType[id.kind])
	env.set("aws:principalisawsservice", strconv.FormatBool(id.kind == service))
	if id.kind == service {
		env.set("aws:principalservicename", id.raw)
	}
	if id.kind == user {
		env.set("aws:username", id.name)
	}
	env.set("aws:principalorgid", c.OrgID)
	env.set("aws:sourcevpce", c.VPCE)
	env.set("aws:sourcevpc", c.VPC)
	if c.VPCE == "" {
		env.set("aws:sourceip", c.SourceIP) // a request through an endpoint carries aws:VpcSourceIp instead
	} else {
		env.set("aws:vpcsourceip", c.SourceIP)
	}
	env.set("kms:viaservice", c.ViaService)
	env.set("aws:viaawsservice", strconv.FormatBool(c.ViaService != ""))
	env.set("aws:securetransport", "true")
	if c.MFA != nil {
		env.set("aws:multifactorauthpresent", strconv.FormatBool(*c.MFA))
	}
	for name, value := range c.Tags {
		env["aws:principaltag/"+fold(name)] = []string{value}
	}
}

// principalType is aws:PrincipalType.
var principalType = map[identityKind]string{
	account: "Account", user: "User", federated: "FederatedUser", role: "AssumedRole", roleSession: "AssumedRole",
}

func (k *KeyFacts) describe(env environment) {
	env.set("aws:resourceaccount", k.account())
	env.set("aws:requestedregion", k.Region)
	env.set("kms:keyspec", k.Spec)
	env.set("kms:customermasterkeyspec", k.Spec)
	env.set("kms:keyusage", k.Usage)
	env.set("kms:customermasterkeyusage", k.Usage)
	env.set("kms:keyorigin", k.Origin)
	env.set("kms:multiregion", strconv.FormatBool(k.MultiRegion))
	for name, value := range k.Tags {
		env["aws:resourcetag/"+fold(name)] = []string{value}
	}
	if len(k.Aliases) > 0 {
		env["kms:resourcealiases"] = k.Aliases
	}
}

// account is the key's account, from its ARN where it is not said.
func (k *KeyFacts) account() string {
	if k.Account != "" {
		return k.Account
	}
	if part := strings.SplitN(k.ARN, ":", 6); len(part) == 6 {
		return part[4]
	}
	return ""
}
