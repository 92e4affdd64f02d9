package profile

// Blocks are the parts of a profile that Go reads, each with the meaning of its block in keywright.hcl. Rules read
// the whole of it as data.
type Blocks struct {
	Policy     Policy               `json:"policy"`
	Regions    Regions              `json:"regions"`
	Domains    map[string]Domain    `json:"domain"`
	Roles      map[string]Role      `json:"role"`
	Rotations  map[string]Rotation  `json:"rotation"`
	Teams      map[string]Team      `json:"team"`
	Approvals  map[string]Approval  `json:"approval"`
	Keys       map[string]Key       `json:"key"`
	Exceptions map[string]Exception `json:"exception"`
	Rules      map[string]Rule      `json:"rule"`
}

// Policy is the document that the profile stands for, and what it asks of a check.
type Policy struct {
	Organization          string   `json:"organization"`
	Document              string   `json:"document"`
	Version               string   `json:"version"`
	Status                string   `json:"status"`
	Owner                 string   `json:"owner"`
	ReviewBy              string   `json:"review_by"`
	FailOn                string   `json:"fail_on"` // the lowest severity that blocks
	DefaultClassification string   `json:"default_classification"`
	Regulations           []string `json:"regulations"`
	Require               []string `json:"require"`
	Accounts              []string `json:"accounts"`
	WayBack               string   `json:"way_back"` // kms | declared
	Estate                struct {
		Complete bool `json:"complete"`
	} `json:"estate"`
}

// Regions are where keys may live.
type Regions struct {
	Primary      []string `json:"primary"`
	Backup       []string `json:"backup"`
	Additional   []string `json:"additional"`
	Jurisdiction string   `json:"jurisdiction"`
}

// Domain is what keys are for. A key's purpose is a domain's label.
type Domain struct {
	Classification string   `json:"classification"`
	SeparateFrom   []string `json:"separate_from"`
	Fields         []string `json:"fields"`
	Rotation       string   `json:"rotation"` // the type of rotation of its keys
}

// Role is what principals may do, and who they are.
type Role struct {
	Principals     []string `json:"principals"` // ARNs, accounts, addresses, or wildcards of these
	Capabilities   []string `json:"capabilities"`
	Never          []string `json:"never"`
	MFA            bool     `json:"mfa"`
	ServiceAccount bool     `json:"service_account"`
}

// Rotation is how keys of one type rotate.
type Rotation struct {
	Method         string   `json:"method"`
	Accepts        []string `json:"accepts"` // methods that will do, Method among them
	PeriodDays     int      `json:"period_days"`
	AlertAfterDays int      `json:"alert_after_days"`
	Approval       string   `json:"approval"`
}

// Team is people who approve together. A member of the same name in two teams is one person.
type Team struct {
	Members map[string]Member `json:"member"`
}

// Member is one person by every handle.
type Member struct {
	Handles []string `json:"handles"` // service:handle
}

// Approval is who must agree to an operation.
type Approval struct {
	Teams    []string `json:"teams"`
	Distinct int      `json:"distinct"` // different people
}

// Key says of a key what its tags cannot.
type Key struct {
	Purpose        string   `json:"purpose"`
	Classification string   `json:"classification"`
	Owner          string   `json:"owner"`
	Environment    string   `json:"environment"`
	Protects       []string `json:"protects"`
}

// Exception is an entry of the exception register. It holds to the end of the day of Ends, in UTC.
type Exception struct {
	System               string   `json:"system"`
	Classification       string   `json:"classification"`
	Rules                []string `json:"rules"`
	Scope                []string `json:"scope"`
	Reason               string   `json:"reason"`
	Risk                 string   `json:"risk"`
	CompensatingControls []string `json:"compensating_controls"`
	ApprovedBy           string   `json:"approved_by"`
	Starts               string   `json:"starts"`
	Ends                 string   `json:"ends"`
}

// Rule switches a rule off or changes its severity.
type Rule struct {
	Enabled  bool   `json:"enabled"`
	Severity string `json:"severity"`
	Reason   string `json:"reason"`
}
