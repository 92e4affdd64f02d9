package profile

// profileBlock is the whole file: every block that keywright.hcl may hold.
var profileBlock = block{name: "profile", blocks: []block{
	policyBlock, regionsBlock, tagsBlock, domainBlock, roleBlock, rotationBlock, teamBlock, approvalBlock,
	algorithmBlock, keyBlock, escrowBlock, exceptionBlock, ruleBlock,
}}

var policyBlock = block{name: "policy",
	attributes: []attribute{
		{name: "organization"},
		{name: "document"},
		{name: "version"},
		{name: "status", words: []string{"draft", "approved", "retired"}},
		{name: "owner"},
		{name: "reviewers", kind: texts},
		{name: "review_by", kind: date},
		{name: "fail_on", words: severities, standard: "high"},
		{name: "default_classification", words: classes},
		{name: "regulations", kind: texts, form: name, formName: `a short name such as "pci-dss"`},
		{name: "require", kind: texts, words: []string{"approvals", "evidence", "estate", "keys"}},
		{name: "accounts", kind: texts, form: account, formName: "an account id of twelve digits, or a project or domain of Google Cloud"},
		{name: "retention", kind: periods},
		{name: "way_back", words: []string{"kms", "declared"}},
	},
	blocks: []block{
		{name: "estate", attributes: []attribute{{name: "complete", kind: truth, standard: false}}},
		{name: "environment", labelled: true, labelForm: name, labelName: "an environment's name", attributes: []attribute{
			{name: "accounts", kind: texts, form: account, formName: "an account id of twelve digits, or a project or domain of Google Cloud", required: true},
		}},
		{name: "sign_off", labelled: true, labelForm: name, labelName: "who signs off", attributes: []attribute{
			{name: "name", required: true},
			{name: "date", kind: date, required: true},
		}},
		{name: "off_hours", attributes: []attribute{
			{name: "from", kind: clockTime},
			{name: "to", kind: clockTime},
			{name: "timezone"},
			{name: "days", kind: texts, words: []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}},
		}},
	},
}

var regionsBlock = block{name: "regions", attributes: []attribute{
	{name: "primary", kind: texts, form: region, formName: `a region such as "eu-north-1"`},
	{name: "backup", kind: texts, form: region, formName: `a region such as "eu-north-1"`},
	{name: "additional", kind: texts, form: region, formName: `a region such as "eu-north-1"`},
	{name: "jurisdiction", required: true},
}}

var tagsBlock = block{name: "tags", attributes: []attribute{
	{name: "purpose", required: true},
	{name: "classification", required: true},
	{name: "owner", required: true},
	{name: "environment", required: true},
	{name: "protects", required: true},
}}

var domainBlock = block{name: "domain", labelled: true, labelForm: name, labelName: "a domain's name", attributes: []attribute{
	{name: "classification", words: classes, required: true},
	{name: "separate_from", kind: texts, refers: "domain", any: true},
	{name: "fields", kind: texts},
	{name: "field_level", kind: truth, standard: false},
	{name: "rotation", refers: "rotation", standard: "kek"},
	{name: "hsm", words: []string{"kms", "dedicated"}, standard: "kms"},
	{name: "multi_region", kind: texts, form: region, formName: `a region such as "eu-north-1"`},
	{name: "retention", kind: period},
	{name: "backup_retention_days", kind: number, min: 1, max: 36500},
	{name: "same_account", kind: truth, standard: true},
	{name: "unused"},
}}

var roleBlock = block{name: "role", labelled: true, labelForm: name, labelName: "a role's name",
	attributes: []attribute{
		{name: "principals", kind: texts, form: principal, formName: `an ARN, an account id, a service's name, a member of Google Cloud, an object id of Azure in small letters, a resource's address, or a wildcard of these`},
		{name: "capabilities", kind: texts, words: capabilities},
		{name: "never", kind: texts, words: capabilities},
		{name: "mfa", kind: truth, standard: false},
		{name: "domains", kind: texts, refers: "domain", any: true},
		{name: "environments", kind: texts},
		{name: "keys", kind: texts},
		{name: "service_account", kind: truth, standard: false},
		{name: "guarded_by", refers: "approval"},
	},
	blocks: []block{{name: "network", attributes: []attribute{
		{name: "endpoint_ids", kind: texts, form: endpoint, formName: `an endpoint or network id such as "vpce-0a1b"`},
		{name: "lifted"},
	}}},
}

var rotationBlock = block{name: "rotation", labelled: true, labelWords: rotationTypes, labelName: "a rotation type", attributes: []attribute{
	{name: "method", words: methods, required: true},
	{name: "accepts", kind: texts, words: methods},
	{name: "period_days", kind: number, min: 1, max: 3650, required: true},
	{name: "alert_after_days", kind: number, min: 0, max: 365, standard: number0},
	{name: "overlap_hours", kind: number, min: 0, max: 8760},
	{name: "notice_days", kind: number, min: 0, max: 3650},
	{name: "cache_hours", kind: number, min: 0, max: 8760},
	{name: "owner"},
	{name: "approval", refers: "approval"},
}}

var teamBlock = block{name: "team", labelled: true, labelForm: name, labelName: "a team's name", blocks: []block{
	{name: "member", labelled: true, labelForm: name, labelName: "a person's name", attributes: []attribute{
		{name: "handles", kind: texts, form: handle, formName: `a service and a handle such as "github:ada"`, required: true},
	}},
}}

var approvalBlock = block{name: "approval", labelled: true, labelForm: name, labelName: "an operation's name", attributes: []attribute{
	{name: "teams", kind: texts, refers: "team", required: true},
	{name: "distinct", kind: number, min: 1, max: 20, required: true},
}}

var algorithmBlock = block{name: "algorithm", labelled: true, labelName: "an algorithm's name", attributes: []attribute{
	{name: "status", words: []string{"approved", "legacy", "prohibited"}, required: true},
	{name: "classifications", kind: texts, words: classes},
	{name: "purposes", kind: texts, refers: "domain"},
	{name: "reason", required: true},
	{name: "ends", kind: date, required: true},
}}

var keyBlock = block{name: "key", labelled: true, labelName: "an alias or address",
	attributes: []attribute{
		{name: "purpose", refers: "domain"},
		{name: "classification", words: classes},
		{name: "owner"},
		{name: "environment"},
		{name: "protects", kind: texts},
		{name: "deployed", kind: truth, standard: false},
		{name: "way_back", words: []string{"replica", "escrow", "kms", "regenerate"}},
	},
	blocks: []block{{name: "stages", attributes: []attribute{
		{name: "generation"}, {name: "storage"}, {name: "usage"}, {name: "rotation"}, {name: "backup"}, {name: "destruction"},
	}}},
}

var escrowBlock = block{name: "escrow", labelled: true, labelName: "a key's alias or address", attributes: []attribute{
	{name: "n", kind: number, min: 1, max: 100, required: true},
	{name: "k", kind: number, min: 1, max: 100, required: true},
	{name: "holders", kind: texts, required: true},
	{name: "places", kind: texts, required: true},
	{name: "verify_days", kind: number, min: 1, max: 3650, standard: number90},
}}

var exceptionBlock = block{name: "exception", labelled: true, labelForm: name, labelName: "an exception's name", attributes: []attribute{
	{name: "system", required: true},
	{name: "classification", words: classes, required: true},
	{name: "rules", kind: texts, form: ruleID, formName: `a rule's ID such as "KEY-01"`, required: true},
	{name: "scope", kind: texts, required: true},
	{name: "reason", required: true},
	{name: "risk", required: true},
	{name: "compensating_controls", kind: texts, required: true},
	{name: "approved_by", refers: "team", required: true},
	{name: "starts", kind: date, required: true},
	{name: "ends", kind: date},
	{name: "ends_with"},
	{name: "reviewed", kind: date},
}}

var ruleBlock = block{name: "rule", labelled: true, labelForm: ruleID, labelName: `a rule's ID such as "KEY-01"`, attributes: []attribute{
	{name: "enabled", kind: truth, standard: true},
	{name: "severity", words: severities},
	{name: "reason", required: true},
}}
