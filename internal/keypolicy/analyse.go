package keypolicy

// Analyse says what principals can do with a key. Until it can judge, everything is undecided.
func Analyse(policy *Document, grants []Grant, principals []string) Analysis {
	_, _ = policy, grants
	a := Analysis{Principals: map[string]map[string]CapabilityVerdict{}}
	for _, p := range principals {
		a.Principals["AWS:"+p] = map[string]CapabilityVerdict{}
	}
	return a
}

// Lockout says whether the caller could still call PutKeyPolicy. Until it can judge, that is undecided.
func Lockout(policy *Document, callerARN string) Verdict {
	_, _ = policy, callerARN
	return Undecided
}
