package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// keyPolicyFunction is provider::keywright::key_policy.
type keyPolicyFunction struct{}

func newKeyPolicyFunction() function.Function { return keyPolicyFunction{} }

// errUnknown says that an argument holds something that is only known after apply.
var errUnknown = errors.New("not known yet")

func (keyPolicyFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "key_policy"
}

func (keyPolicyFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "The key policy that an access gives",
		MarkdownDescription: "The policy, in canonical form, that `keywright_key` generates from its `access`: for keys of other resources, for `check` blocks and for `terraform test`. It cannot read the profile.",
		Parameters: []function.Parameter{
			function.DynamicParameter{Name: "access", MarkdownDescription: "Roles, as the attribute `access` of `keywright_key` has them."},
			function.DynamicParameter{Name: "key", MarkdownDescription: "What the key is: an object of `region`, and where they are not the defaults `spec`, `usage`, `account` and `extra_statements`."},
		},
		Return: function.StringReturn{},
	}
}

type roleJSON struct {
	Principals        []string          `json:"principals"`
	MFA               bool              `json:"mfa"`
	DataKeys          bool              `json:"data_keys"`
	Grants            bool              `json:"grants"`
	Replicates        bool              `json:"replicates"`
	Imports           bool              `json:"imports"`
	VPCEndpointIDs    []string          `json:"vpc_endpoint_ids"`
	ViaServices       []string          `json:"via_services"`
	Services          []string          `json:"services"`
	EncryptionContext map[string]string `json:"encryption_context"`
	OrganizationID    string            `json:"organization_id"`
}

type keyJSON struct {
	Region          string   `json:"region"`
	Spec            string   `json:"spec"`
	Usage           string   `json:"usage"`
	Account         string   `json:"account"`
	ExtraStatements []string `json:"extra_statements"`
}

func (keyPolicyFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var access, key types.Dynamic
	if resp.Error = req.Arguments.Get(ctx, &access, &key); resp.Error != nil {
		return
	}
	roles, of := map[string]roleJSON{}, keyJSON{Spec: defaultSpec, Usage: defaultUsage}
	for i, argument := range []struct {
		value types.Dynamic
		into  any
	}{{access, &roles}, {key, &of}} {
		err := decodeDynamic(ctx, argument.value, argument.into)
		if errors.Is(err, errUnknown) {
			resp.Error = resp.Result.Set(ctx, types.StringUnknown())
			return
		}
		if err != nil {
			resp.Error = function.NewArgumentFuncError(int64(i), err.Error())
			return
		}
	}
	spec := keypolicy.Spec{Access: keypolicy.Access{}, ExtraStatements: of.ExtraStatements, KeySpec: of.Spec, Usage: of.Usage,
		Region: of.Region, Partition: partition(of.Region), Account: of.Account}
	for name := range roles {
		spec.Access[name] = keypolicy.RoleAccess(roles[name])
	}
	policy, err := keypolicy.Generate(spec)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, policy)
}

// decodeDynamic reads an object of any shape into one of a fixed shape. A member that the shape lacks is an error: it
// would be a condition that does not hold.
func decodeDynamic(ctx context.Context, v types.Dynamic, into any) error {
	if v.IsNull() || v.IsUnderlyingValueNull() {
		return errors.New("it is null")
	}
	text, err := jsonText(ctx, v.UnderlyingValue())
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("it does not have the shape that the documentation shows: %w", err)
	}
	return nil
}

func jsonText(ctx context.Context, v attr.Value) ([]byte, error) {
	if v == nil || !fullyKnown(ctx, v) {
		return nil, errUnknown
	}
	raw, err := v.ToTerraformValue(ctx)
	if err != nil {
		return nil, err
	}
	value, _, err := jsonOf(raw)
	if err != nil {
		return nil, err
	}
	return json.Marshal(value)
}
