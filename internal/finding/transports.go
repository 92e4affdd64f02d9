package finding

// Transport is where traffic comes in: a listener, a distribution, a domain, a zone.
type Transport struct {
	Address  string            `json:"address"`
	Type     string            `json:"type"`
	Actions  []string          `json:"actions"`
	Protocol string            `json:"protocol"` // https | tls | http | tcp, geneve and so on; empty where unknown
	Minimum  string            `json:"minimum"`  // the oldest TLS version that it lets in: 1.0 to 1.3; empty where unknown or none
	Highest  string            `json:"highest"`  // the newest version that it can be told to ask for at least, where that is not 1.3
	Plain    string            `json:"plain"`    // what becomes of HTTP: refused | redirected | served; empty where unknown
	Origins  []Origin          `json:"origins"`  // where it passes on to, as far as how is one's own choice
	HSTS     *HSTS             `json:"hsts"`     // what browsers are told to remember; null where the service has no setting of it, or it is not seen
	Purposes []string          `json:"purposes"`
	Class    string            `json:"classification"`
	Unknown  map[string]string `json:"unknown"`
}

// Origin is what an edge passes traffic on to.
type Origin struct {
	Name        string            `json:"name"`
	Protocol    string            `json:"protocol"`    // https-only | http-only | match-viewer; empty where unknown
	Versions    []string          `json:"versions"`    // of TLS, as the service names them
	Certificate string            `json:"certificate"` // checked | unchecked; empty where unknown
	Unknown     map[string]string `json:"unknown"`
}

// HSTS is what a place tells browsers of its answers over HTTPS: for how long to come by nothing else.
type HSTS struct {
	Enabled    bool    `json:"enabled"`
	Seconds    float64 `json:"seconds"`
	Subdomains bool    `json:"subdomains"` // these too
	Preload    bool    `json:"preload"`    // lists of browsers may name it
}

// Certificate is a certificate that a certificate manager issues or holds.
type Certificate struct {
	Address   string            `json:"address"`
	Type      string            `json:"type"`
	Actions   []string          `json:"actions"`
	Name      string            `json:"name"`
	Issued    string            `json:"issued"`    // public | private | imported | ordered: for as long as one asks | self-signed: the same, by a key vault | authority: an authority's own
	Use       string            `json:"use"`       // server | root | intermediate | code-signing; empty where unknown
	Algorithm string            `json:"algorithm"` // of its key, as the service names it; empty where unknown
	Days      *int              `json:"days"`      // of its life
	Unknown   map[string]string `json:"unknown"`
}

// Authority is a private certificate authority, or a pool of them.
type Authority struct {
	Address    string            `json:"address"`
	Type       string            `json:"type"`
	Actions    []string          `json:"actions"`
	Algorithm  string            `json:"algorithm"`
	Revocation string            `json:"revocation"` // published | short-lived | none; empty where unknown
	Unknown    map[string]string `json:"unknown"`
}
