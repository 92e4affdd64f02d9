package untrusted

// Limits on what others wrote, where an output or a message quotes it.
const (
	MaxQuoted = 200 // characters of a value in a message
)

// Quote gives a value for a message: visible, in quotes, cut where it is long.
func Quote(s string) string {
	cut := ""
	if runes := []rune(s); len(runes) > MaxQuoted {
		s, cut = string(runes[:MaxQuoted]), "…"
	}
	return `"` + Visible(s) + cut + `"`
}
