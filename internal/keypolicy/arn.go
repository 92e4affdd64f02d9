package keypolicy

import "strings"

// identity is what a principal's name says: the value of a Principal element, a caller's ARN, a grantee.
type identity struct {
	kind      identityKind
	partition string
	account   string
	name      string // of a role or user, without its path
	session   string // of a session
	raw       string
}

type identityKind int

const (
	malformed identityKind = iota
	everyone
	account     // the account itself: …:root or twelve digits
	role        // every session of it
	user        // an IAM user
	roleSession // one session of a role
	federated   // a federated user's session
	service     // an AWS service principal
	deletedID   // the unique id that stands where a deleted role or user was named
)

// identify reads a principal of kind AWS, or a caller's ARN. A service's DNS name is a service.
func identify(value string) identity {
	id := identity{raw: value}
	switch {
	case value == "*":
		id.kind = everyone
	case isAccountID(value):
		id.kind, id.account = account, value
	case isUniqueID(value):
		id.kind = deletedID
	case strings.HasPrefix(value, "arn:"):
		id.readARN(value)
	case isServiceName(value):
		id.kind = service
	}
	return id
}

func (id *identity) readARN(value string) {
	part := strings.SplitN(value, ":", 6)
	if len(part) < 6 || part[1] == "" || part[3] != "" || !isAccountID(part[4]) || strings.ContainsAny(value, "*? \t\n") {
		return
	}
	id.partition, id.account = part[1], part[4]
	kind, rest, _ := strings.Cut(part[5], "/")
	switch {
	case part[2] == "iam" && part[5] == "root":
		id.kind = account
	case part[2] == "iam" && kind == "role" && id.named(rest):
		id.kind = role
	case part[2] == "iam" && kind == "user" && id.named(rest):
		id.kind = user
	case part[2] == "sts" && kind == "federated-user" && rest != "":
		id.kind, id.name = federated, rest
	case part[2] == "sts" && kind == "assumed-role":
		name, session, ok := strings.Cut(rest, "/")
		if ok && name != "" && session != "" && !strings.Contains(session, "/") {
			id.kind, id.name, id.session = roleSession, name, session
		}
	}
}

// named takes the name behind the path; a name is unique in an account whatever its path.
func (id *identity) named(pathAndName string) bool {
	id.name = pathAndName[strings.LastIndexByte(pathAndName, '/')+1:]
	return id.name != "" && !strings.HasPrefix(pathAndName, "/")
}

// rootARN is the account's ARN as KMS stores it.
func rootARN(partition, account string) string {
	return "arn:" + partition + ":iam::" + account + ":root"
}

// roleARN is the ARN of a session's role; the path is not in a session's ARN and taken to be "/".
func (id identity) roleARN() string {
	return "arn:" + id.partition + ":iam::" + id.account + ":role/" + id.name
}

// sameRole says whether two identities are of one role. Role names are unique in an account whatever their paths.
func sameRole(a, b identity) bool {
	isRole := func(id identity) bool { return id.kind == role || id.kind == roleSession }
	return isRole(a) && isRole(b) && a.partition == b.partition && a.account == b.account && a.name == b.name
}

func isAccountID(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}

func isUniqueID(s string) bool {
	if len(s) < 16 || len(s) > 128 || (!strings.HasPrefix(s, "AROA") && !strings.HasPrefix(s, "AIDA")) {
		return false
	}
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// isServiceName recognises logs.eu-north-1.amazonaws.com and its like.
func isServiceName(s string) bool {
	if strings.ContainsAny(s, "*?:/@ \t\n") || !strings.Contains(s, ".") {
		return false
	}
	for _, suffix := range []string{".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".c2s.ic.gov", ".sc2s.sgov.gov", ".adc-e.uk", ".hci.ic.gov"} {
		if strings.HasSuffix(s, suffix) && len(s) > len(suffix) {
			return true
		}
	}
	return false
}
