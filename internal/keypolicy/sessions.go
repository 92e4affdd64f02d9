package keypolicy

// SessionsAsRoles is the canonical form of a policy with the role in the place of each session of a role that a
// statement is for, which is what KMS has been seen to make of one; named says whether there is any. It is another
// policy: every session of the role has what one had. Its error is a *ParseError.
func SessionsAsRoles(text string) (policy string, named bool, err error) {
	doc, err := Parse(text)
	if err != nil {
		return "", false, err
	}
	for i := range doc.Statements {
		for _, list := range [][]Principal{doc.Statements[i].Principals, doc.Statements[i].NotPrincipals} {
			for j := range list {
				id := identify(list[j].Value)
				if list[j].Kind != "AWS" || id.kind != roleSession {
					continue
				}
				list[j].Value, named = "arn:"+id.partition+":iam::"+id.account+":role/"+id.name, true
			}
		}
	}
	return doc.text(), named, nil
}
