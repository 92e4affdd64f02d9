package keypolicy

// Decide says what KMS would answer to one request. Until it can judge, it denies.
func Decide(r Request) Decision {
	return Decision{Reason: "no statement is judged yet: " + r.Action}
}
