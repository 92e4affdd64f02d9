package localkms

// conditions are request condition keys, lower-case, with their values.
type conditions map[string][]string

// access says what a request wants of a key.
type access struct {
	action     string // bare, as "Decrypt"
	may        which
	tokens     []string          // grant tokens
	context    map[string]string // encryption context
	conditions conditions
	fits       func(*key) error // what kind of key it must be; checked after authorization and before the state
}

// use finds the key that ref names and checks, in the service's order, that the caller may do this to it, that it is
// the right kind of key, and that its state allows it.
func (c *call) use(ref string, a access) (*key, error) {
	k, err := c.find("keyId", ref, a.may)
	if err != nil {
		return nil, err
	}
	if err := c.may(k, ref, a); err != nil {
		return nil, err
	}
	return k, c.check(k, a)
}

// check looks at the kind of key and at its state.
func (c *call) check(k *key, a access) error {
	if a.fits != nil {
		if err := a.fits(k); err != nil {
			return err
		}
	}
	return c.checkState(a.action, k)
}

// may refuses what the caller may not do to the key.
func (c *call) may(_ *key, _ string, _ access) error { return nil }

// mayInAccount refuses what the caller may not do in the account.
func (c *call) mayInAccount(_ string, _ conditions) error { return nil }

// mayOnAlias refuses what the caller may not do to the alias.
func (c *call) mayOnAlias(_, _ string) error { return nil }

// mayCreate refuses keys that the caller may not create.
func (c *call) mayCreate(_ *key, _ bool) error { return nil }
