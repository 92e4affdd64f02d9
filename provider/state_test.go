package provider

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// States of other releases are read: what an older one did not have is absent, and what a newer one has is left out.
func TestStatesOfOtherReleasesAreRead(t *testing.T) {
	t.Parallel()
	server, err := providerserver.NewProtocol6WithError(&keywrightProvider{version: "test"})()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name, schema := range schemas.ResourceSchemas {
		for release, more := range map[string]map[string]any{"older": {}, "newer": {"of_a_newer_release": map[string]any{"a": []int{1}}}} {
			held := map[string]any{"id": "x"}
			maps.Copy(held, more)
			text, err := json.Marshal(held)
			if err != nil {
				t.Fatal(err)
			}
			read, err := server.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{TypeName: name, Version: schema.Version, RawState: &tfprotov6.RawState{JSON: text}})
			if err != nil {
				t.Fatal(err)
			}
			if len(read.Diagnostics) > 0 {
				t.Errorf("%s of a release that is %s: %s %s", name, release, read.Diagnostics[0].Summary, read.Diagnostics[0].Detail)
				continue
			}
			value, err := read.UpgradedState.Unmarshal(schema.ValueType())
			if err != nil {
				t.Fatalf("%s of a release that is %s: %v", name, release, err)
			}
			var members map[string]tftypes.Value
			if err := value.As(&members); err != nil {
				t.Fatal(err)
			}
			if !members["id"].Equal(tftypes.NewValue(tftypes.String, "x")) || len(members) < 2 {
				t.Errorf("%s of a release that is %s: %v", name, release, members)
			}
		}
	}
}
