package data

// Protected says whether a keywright_key of this classification and purpose is protected against deletion where its
// configuration does not say.
func Protected(classification, purpose string) bool {
	return classification == "restricted" || purpose == "backup"
}
