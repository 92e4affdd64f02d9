package provider

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

var (
	_ provider.Provider              = (*keywrightProvider)(nil)
	_ provider.ProviderWithFunctions = (*keywrightProvider)(nil)
)

type keywrightProvider struct {
	version   string
	transport http.RoundTripper // for tests that lose answers; nil is the SDK's own
	journal   string            // directory in which the client notes which keys it asks for; empty: none
}

// session is what resources know of the provider's configuration.
type session struct {
	client         *kms.Client // nil where the configuration is not known yet
	region         string      // of the provider; empty where not known yet
	ownership      string
	tagsKnown      bool // whether default_tags and ignore_tags are
	defaultTags    map[string]string
	ignore         ignoredTags
	enforcement    string
	profile        *profile.Profile // the organisation's policy
	now            time.Time        // of the start: what is planned and what is applied are judged by one clock
	applyPrincipal string
	claims         *claims
}

// secretFields are the names whose values no log may show.
var secretFields = []string{"access_key", "secret_key", "token", "external_id"}

func (p *keywrightProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName, resp.Version = "keywright", p.version
}

func (p *keywrightProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{newGrantResource, newKeyResource, newReplicaKeyResource, newResidencyResource, newRotationResource, newSeparationResource}
}

func (p *keywrightProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{newKeyDataSource, newKeysDataSource}
}

func (p *keywrightProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{newCapabilitiesFunction, newJurisdictionFunction, newKeyPolicyFunction}
}

func (p *keywrightProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	ctx = tflog.MaskFieldValuesWithFieldKeys(ctx, secretFields...)
	var model providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	s := model.session(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.ResourceData, resp.DataSourceData = s, s
	if !model.known(ctx) {
		return
	}
	config := model.config(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	config.UserAgent, config.Transport, config.Journal = p.version, p.transport, p.journal
	client, err := kms.New(ctx, config)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	s.client, s.region = client, client.Region()
}
