package keypolicy

import (
	"regexp"
	"slices"
	"strings"
)

// mode is a question about requests of one kind: those without MFA, from outside every network that is named, and so
// on. It leaves out candidates of the keys that tell.
type mode uint8

const (
	plain mode = iota
	withoutMFA
	offNetwork // by the caller itself, from outside every network that conditions name
	bySelf     // not through an AWS service
	freeGrant  // a grant of use to whomever the caller likes
	namedGrant // a grant of use to those whom the policy names
	stranger   // by nobody whom a condition names
	unnamed    // by no user or role whose ARN a condition has in full
	modes
)

var networkKeys = map[string]bool{
	"aws:sourcevpce": true, "aws:sourcevpc": true, "aws:sourcevpcarn": true, "aws:vpceaccount": true, "aws:vpceorgid": true,
	"aws:vpceorgpaths": true, "aws:vpcsourceip": true,
}

// namingKeys tell who calls.
var namingKeys = map[string]bool{
	"aws:principalarn": true, "aws:principalaccount": true, "aws:principalorgid": true, "aws:principalorgpaths": true,
	"aws:userid": true, "aws:sourceaccount": true, "aws:sourcearn": true, "aws:sourceowner": true, "aws:sourceorgid": true,
	"kms:calleraccount": true,
}

// concerns says whether the mode leaves out candidates of a key.
func (m mode) concerns(key string) bool {
	switch m {
	case withoutMFA:
		return key == "aws:multifactorauthpresent" || key == "aws:multifactorauthage"
	case offNetwork:
		return networkKeys[key] || bySelf.concerns(key)
	case bySelf:
		return key == "kms:grantisforawsresource" || key == "kms:viaservice"
	case freeGrant, namedGrant:
		return key == "kms:grantoperations" || key == "kms:granteeprincipal" || key == "kms:granteeserviceprincipal" || bySelf.concerns(key)
	case stranger:
		return namingKeys[key]
	case unnamed:
		return key == "aws:principalarn"
	}
	return false
}

// keeps says whether a candidate of a key may be in a request of the mode.
func (m mode) keeps(key string, c candidate) bool {
	if !m.concerns(key) {
		return true
	}
	switch key {
	case "aws:multifactorauthage", "kms:viaservice", "kms:granteeserviceprincipal":
		return c.absent()
	case "aws:multifactorauthpresent", "kms:grantisforawsresource":
		return c.absent() || c.atoms[0].text != "true"
	case "kms:grantoperations":
		return c.origin == ofTop || slices.ContainsFunc(c.atoms, func(a atom) bool { return slices.Contains(operationsOfUse, a.text) })
	case "kms:granteeprincipal":
		if m == namedGrant {
			return c.origin == ofLiteral
		}
		return !c.absent() && c.origin != ofLiteral
	}
	switch m {
	case offNetwork:
		return c.origin != ofLiteral
	case stranger:
		return !slices.ContainsFunc(c.atoms, func(a atom) bool { return a.isNarrow(key) })
	default: // unnamed
		return c.origin != ofLiteral || !slices.ContainsFunc(c.atoms, func(a atom) bool { return namesCaller.MatchString(a.text) })
	}
}

// namesCaller matches the whole ARN of a user or a role.
var namesCaller = regexp.MustCompile(`^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*?$]+$`)

func (a atom) isNarrow(key string) bool {
	switch a.origin {
	case ofLiteral:
		return isNarrow(key, a.text)
	case ofSample:
		return isNarrow(key, a.pattern)
	}
	return false
}

var (
	organisation     = regexp.MustCompile(`^o-[a-z0-9]{10,32}$`)
	organisationPath = regexp.MustCompile(`^o-[a-z0-9]{10,32}/`)
	uniqueID         = regexp.MustCompile(`^[A-Z0-9]{16,}(:|$)`)
)

// isNarrow says whether a value of a naming key, which may have wildcards, leaves the account, or whatever else
// identifies, in writing.
func isNarrow(key, value string) bool {
	hasVariable := strings.Contains(value, "${")
	switch key {
	case "aws:principalarn", "aws:sourcearn":
		part := strings.Split(value, ":")
		return !hasVariable && len(part) >= 6 && isAccountID(part[4])
	case "aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "kms:calleraccount":
		return isAccountID(value)
	case "aws:principalorgid", "aws:sourceorgid":
		return organisation.MatchString(value)
	case "aws:principalorgpaths":
		return !hasVariable && organisationPath.MatchString(value)
	case "aws:userid":
		return !hasVariable && uniqueID.MatchString(value)
	}
	return false
}
