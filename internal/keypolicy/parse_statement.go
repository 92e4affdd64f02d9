package keypolicy

func (p *parser) document() (*Document, error) {
	doc := &Document{}
	seen := false
	err := p.object("the policy", func(name string) (err error) {
		switch name {
		case "Version":
			if doc.Version, err = p.string(name); err == nil && doc.Version != "2012-10-17" && doc.Version != "2008-10-17" {
				err = p.fail("Version must be 2012-10-17 or 2008-10-17")
			}
		case "Id":
			doc.ID, err = p.string(name)
		case "Statement":
			seen = true
			err = p.list(func() error { return p.appendStatement(doc) })
		default:
			err = p.fail("%q is no element of a policy; the elements are Version, Id and Statement", name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if !seen {
		return nil, p.fail("the policy has no Statement")
	}
	return doc, nil
}

func (p *parser) appendStatement(doc *Document) error {
	s, err := p.statement()
	doc.Statements = append(doc.Statements, s)
	return err
}

// parseStatement reads one statement on its own, as extra_statements holds them.
func parseStatement(text string) (Statement, error) {
	if len(text) > maxParseBytes {
		return Statement{}, &ParseError{Offset: maxParseBytes, Reason: "too long"}
	}
	p := newParser(text)
	s, err := p.statement()
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return Statement{}, p.explain(err)
	}
	return s, nil
}

func (p *parser) statement() (Statement, error) {
	var s Statement
	err := p.object("a statement", func(name string) error { return p.element(&s, name) })
	if err != nil {
		return s, err
	}
	switch {
	case s.Effect == "":
		err = p.fail("the statement has no Effect")
	case s.Actions != nil && s.NotActions != nil:
		err = p.fail("the statement has both Action and NotAction")
	case s.Principals != nil && s.NotPrincipals != nil:
		err = p.fail("the statement has both Principal and NotPrincipal")
	case s.Resources != nil && s.NotResources != nil:
		err = p.fail("the statement has both Resource and NotResource")
	}
	return s, err
}

func (p *parser) element(s *Statement, name string) (err error) {
	switch name {
	case "Sid":
		s.Sid, err = p.string(name)
	case "Effect":
		var effect string
		if effect, err = p.string(name); err == nil {
			if s.Effect = Effect(effect); s.Effect != Allow && s.Effect != Deny {
				err = p.fail("Effect must be Allow or Deny, spelled so, not %q", effect)
			}
		}
	case "Principal":
		s.Principals, err = p.principals(name)
	case "NotPrincipal":
		s.NotPrincipals, err = p.principals(name)
	case "Action":
		s.Actions, err = p.strings(name, false)
	case "NotAction":
		s.NotActions, err = p.strings(name, false)
	case "Resource":
		s.Resources, err = p.strings(name, false)
	case "NotResource":
		s.NotResources, err = p.strings(name, false)
	case "Condition":
		s.Conditions, err = p.conditions()
	default:
		err = p.fail("%q is no element of a statement", name)
	}
	return err
}

func (p *parser) principals(name string) ([]Principal, error) {
	out := []Principal{}
	if p.d.PeekKind() == '"' {
		v, err := p.string(name)
		if err == nil && v != "*" {
			err = p.fail(`%s must be "*" or an object such as {"AWS": "…"}`, name)
		}
		return append(out, Principal{Kind: "AWS", Value: "*"}), err
	}
	err := p.object(name, func(kind string) error {
		switch kind {
		case "AWS", "Service", "Federated", "CanonicalUser":
		default:
			return p.fail("%q is no kind of principal; the kinds are AWS, Service, Federated and CanonicalUser", kind)
		}
		values, err := p.strings(name, false)
		for _, v := range values {
			out = append(out, Principal{Kind: kind, Value: v})
		}
		return err
	})
	return out, err
}

func (p *parser) conditions() ([]Condition, error) {
	var out []Condition
	operators := map[string]bool{}
	err := p.object("Condition", func(operator string) error {
		if operators[fold(operator)] {
			return p.fail("duplicate member %s", operator)
		}
		operators[fold(operator)] = true
		keys := map[string]bool{}
		return p.object(operator, func(key string) error {
			// Keys that differ in case only are one key, and readers disagree about which of two values holds.
			if keys[fold(key)] {
				return p.fail("duplicate member %s", key)
			}
			keys[fold(key)] = true
			values, err := p.strings(key, true)
			out = append(out, Condition{Operator: operator, Key: key, Values: values})
			return err
		})
	})
	return out, err
}
