package localkms

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Kinds of key store, which are the origins of their keys.
const (
	originCloudHSM = "AWS_CLOUDHSM"
	originXKS      = "EXTERNAL_KEY_STORE"
)

// Connection states of a key store. Here a store connects and disconnects at once.
const (
	storeConnected    = "CONNECTED"
	storeDisconnected = "DISCONNECTED"
)

// Bounds of what a store is made with, in characters. Source: AWS KMS API reference, CreateCustomKeyStore.
const (
	maxStoreName = 256
	minPassword  = 7
	maxPassword  = 32
)

var (
	xksKeyForm  = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,128}$`)
	clusterForm = regexp.MustCompile(`^cluster-[2-7a-zA-Z]{11,16}$`)
)

// keyStore is a custom key store. Its cluster, or the key manager behind its proxy, is the server itself: the material of
// its keys is made here. No password or credential is kept.
type keyStore struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Type      string    `json:"type"`
	Account   string    `json:"account"`
	Region    string    `json:"region"`
	Cluster   string    `json:"cluster,omitzero"`
	Anchor    string    `json:"anchor,omitzero"` // the cluster's certificate
	Proxy     *xksProxy `json:"proxy,omitzero"`
	Connected bool      `json:"connected,omitzero"`
	Created   time.Time `json:"created"`
}

// xksProxy is how an external key store is reached.
type xksProxy struct {
	AccessKeyID  string `json:"access_key_id"`
	Connectivity string `json:"connectivity"`
	Endpoint     string `json:"endpoint"`
	Path         string `json:"path"`
	Service      string `json:"service,omitzero"`
	ServiceOwner string `json:"service_owner,omitzero"`
}

type xksCredential struct {
	AccessKeyID        string `json:"AccessKeyId"`
	RawSecretAccessKey string
}

type createCustomKeyStoreInput struct {
	CustomKeyStoreName               string
	CustomKeyStoreType               string
	CloudHsmClusterID                string `json:"CloudHsmClusterId"`
	TrustAnchorCertificate           string
	KeyStorePassword                 string
	XksProxyAuthenticationCredential *xksCredential
	XksProxyConnectivity             string
	XksProxyURIEndpoint              string `json:"XksProxyUriEndpoint"`
	XksProxyURIPath                  string `json:"XksProxyUriPath"`
	XksProxyVpcEndpointServiceName   string
	XksProxyVpcEndpointServiceOwner  string
}

type customKeyStoreOutput struct {
	CustomKeyStoreID string `json:"CustomKeyStoreId"`
}

func (in *createCustomKeyStoreInput) validate() error {
	in.CustomKeyStoreType = cmp.Or(in.CustomKeyStoreType, originCloudHSM)
	err := firstError(
		required("customKeyStoreName", in.CustomKeyStoreName),
		oneOf("customKeyStoreType", in.CustomKeyStoreType, []string{originCloudHSM, originXKS}),
	)
	switch {
	case err != nil:
		return err
	case len(in.CustomKeyStoreName) > maxStoreName:
		return invalid("customKeyStoreName", "(text)", "Member must have length less than or equal to 256")
	case in.CustomKeyStoreType == originXKS:
		return in.validateProxy()
	}
	n := len(in.KeyStorePassword)
	switch {
	case in.CloudHsmClusterID == "" || in.TrustAnchorCertificate == "" || in.KeyStorePassword == "":
		return fail("ValidationException", "CloudHsmClusterId, TrustAnchorCertificate and KeyStorePassword are required for a key store of the type AWS_CLOUDHSM.")
	case !clusterForm.MatchString(in.CloudHsmClusterID):
		return fail("CloudHsmClusterNotFoundException", "There is no cluster %s.", in.CloudHsmClusterID)
	case n < minPassword || n > maxPassword:
		return invalid("keyStorePassword", "(password)", "Member must have length between 7 and 32")
	}
	return nil
}

func (in *createCustomKeyStoreInput) validateProxy() error {
	if in.XksProxyAuthenticationCredential == nil || in.XksProxyURIEndpoint == "" || in.XksProxyURIPath == "" {
		return fail("ValidationException", "XksProxyAuthenticationCredential, XksProxyConnectivity, XksProxyUriEndpoint and XksProxyUriPath are required for a key store of the type EXTERNAL_KEY_STORE.")
	}
	err := oneOf("xksProxyConnectivity", in.XksProxyConnectivity, []string{"PUBLIC_ENDPOINT", "VPC_ENDPOINT_SERVICE"})
	if err == nil && !strings.HasPrefix(in.XksProxyURIEndpoint, "https://") {
		err = invalid("xksProxyUriEndpoint", in.XksProxyURIEndpoint, "Member must begin with https://")
	}
	return err
}

func (c *call) createCustomKeyStore(in *createCustomKeyStoreInput) (*customKeyStoreOutput, error) {
	if err := in.validate(); err != nil {
		return nil, err
	}
	if err := c.mayInAccount("CreateCustomKeyStore", nil); err != nil {
		return nil, err
	}
	for _, other := range c.stores() {
		switch {
		case other.Name == in.CustomKeyStoreName:
			return nil, fail("CustomKeyStoreNameInUseException", "The name %s is in use.", in.CustomKeyStoreName)
		case in.CloudHsmClusterID != "" && other.Cluster == in.CloudHsmClusterID:
			return nil, fail("CloudHsmClusterInUseException", "The cluster %s has a key store already.", in.CloudHsmClusterID)
		}
	}
	s := &keyStore{
		ID: "cks-" + strings.ReplaceAll(newUUID(), "-", "")[:17], Name: in.CustomKeyStoreName, Type: in.CustomKeyStoreType,
		Account: c.account, Region: c.region, Cluster: in.CloudHsmClusterID, Anchor: in.TrustAnchorCertificate, Created: c.now,
	}
	if s.Type == originXKS {
		s.Proxy = &xksProxy{AccessKeyID: in.XksProxyAuthenticationCredential.AccessKeyID, Connectivity: in.XksProxyConnectivity, Endpoint: in.XksProxyURIEndpoint,
			Path: in.XksProxyURIPath, Service: in.XksProxyVpcEndpointServiceName, ServiceOwner: in.XksProxyVpcEndpointServiceOwner}
	}
	c.state.Stores[s.ID] = s
	c.changed = true
	return &customKeyStoreOutput{s.ID}, nil
}

// stores are the account's in the region, by id.
func (c *call) stores() []*keyStore {
	var found []*keyStore
	for _, s := range c.state.Stores {
		if s.Account == c.account && s.Region == c.region {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b *keyStore) int { return strings.Compare(a.ID, b.ID) })
	return found
}

// store finds one that the caller may do something with.
func (c *call) store(id, action string) (*keyStore, error) {
	if err := required("customKeyStoreId", id); err != nil {
		return nil, err
	}
	if err := c.mayInAccount(action, nil); err != nil {
		return nil, err
	}
	s := c.state.Stores[id]
	if s == nil || s.Account != c.account || s.Region != c.region {
		return nil, fail("CustomKeyStoreNotFoundException", "There is no custom key store %s.", id)
	}
	return s, nil
}

func (s *keyStore) connection() string {
	if s.Connected {
		return storeConnected
	}
	return storeDisconnected
}

// entry is what DescribeCustomKeyStores says of it.
func (s *keyStore) entry() keyStoreEntry {
	e := keyStoreEntry{
		CustomKeyStoreID: s.ID, CustomKeyStoreName: s.Name, CustomKeyStoreType: s.Type, ConnectionState: s.connection(),
		CreationDate: stamp(s.Created), CloudHsmClusterID: s.Cluster, TrustAnchorCertificate: s.Anchor,
	}
	if p := s.Proxy; p != nil {
		e.XksProxyConfiguration = &xksProxyEntry{AccessKeyID: p.AccessKeyID, Connectivity: p.Connectivity, URIEndpoint: p.Endpoint,
			URIPath: p.Path, VpcEndpointServiceName: p.Service, VpcEndpointServiceOwner: p.ServiceOwner}
	}
	return e
}

type customKeyStoreInput struct {
	CustomKeyStoreID string `json:"CustomKeyStoreId"`
}

func (c *call) connectCustomKeyStore(in *customKeyStoreInput) (*nothing, error) {
	return c.connect(in, "ConnectCustomKeyStore", true)
}

func (c *call) disconnectCustomKeyStore(in *customKeyStoreInput) (*nothing, error) {
	return c.connect(in, "DisconnectCustomKeyStore", false)
}

func (c *call) connect(in *customKeyStoreInput, action string, connected bool) (*nothing, error) {
	s, err := c.store(in.CustomKeyStoreID, action)
	if err != nil {
		return nil, err
	}
	if s.Connected == connected {
		return nil, fail("CustomKeyStoreInvalidStateException", "The custom key store %s is %s.", s.ID, s.connection())
	}
	s.Connected, c.changed = connected, true
	return &nothing{}, nil
}

func (c *call) deleteCustomKeyStore(in *customKeyStoreInput) (*nothing, error) {
	s, err := c.store(in.CustomKeyStoreID, "DeleteCustomKeyStore")
	switch {
	case err != nil:
		return nil, err
	case s.Connected:
		return nil, fail("CustomKeyStoreInvalidStateException", "The custom key store %s is %s; disconnect it first.", s.ID, s.connection())
	}
	for _, f := range c.state.Families {
		if f.Store == s.ID {
			return nil, fail("CustomKeyStoreHasCMKsException", "The custom key store %s has keys.", s.ID)
		}
	}
	delete(c.state.Stores, s.ID)
	c.changed = true
	return &nothing{}, nil
}

type updateCustomKeyStoreInput struct {
	createCustomKeyStoreInput
	CustomKeyStoreID      string `json:"CustomKeyStoreId"`
	NewCustomKeyStoreName string
}

// updateCustomKeyStore renames a store and takes new secrets, of which nothing is kept.
func (c *call) updateCustomKeyStore(in *updateCustomKeyStoreInput) (*nothing, error) {
	s, err := c.store(in.CustomKeyStoreID, "UpdateCustomKeyStore")
	switch {
	case err != nil:
		return nil, err
	case s.Connected && s.Type == originCloudHSM:
		return nil, fail("CustomKeyStoreInvalidStateException", "The custom key store %s is %s; disconnect it first.", s.ID, s.connection())
	case in.CloudHsmClusterID != "" || in.XksProxyConnectivity != "" || in.XksProxyURIEndpoint != "" || in.XksProxyURIPath != "":
		return nil, unsupported("other changes of a custom key store than its name and its secrets")
	}
	for _, other := range c.stores() {
		if other != s && in.NewCustomKeyStoreName != "" && other.Name == in.NewCustomKeyStoreName {
			return nil, fail("CustomKeyStoreNameInUseException", "The name %s is in use.", in.NewCustomKeyStoreName)
		}
	}
	s.Name = cmp.Or(in.NewCustomKeyStoreName, s.Name)
	c.changed = true
	return &nothing{}, nil
}

type describeCustomKeyStoresInput struct {
	paging
	CustomKeyStoreID   string `json:"CustomKeyStoreId"`
	CustomKeyStoreName string
}

type keyStoreEntry struct {
	CustomKeyStoreID       string `json:"CustomKeyStoreId"`
	CustomKeyStoreName     string
	CustomKeyStoreType     string
	ConnectionState        string
	CreationDate           timestamp
	CloudHsmClusterID      string         `json:"CloudHsmClusterId,omitzero"`
	TrustAnchorCertificate string         `json:",omitzero"`
	XksProxyConfiguration  *xksProxyEntry `json:",omitzero"`
}

type xksProxyEntry struct {
	AccessKeyID             string `json:"AccessKeyId"`
	Connectivity            string
	URIEndpoint             string `json:"UriEndpoint"`
	URIPath                 string `json:"UriPath"`
	VpcEndpointServiceName  string `json:",omitzero"`
	VpcEndpointServiceOwner string `json:",omitzero"`
}

type describeCustomKeyStoresOutput struct {
	paged
	CustomKeyStores []keyStoreEntry
}

func (c *call) describeCustomKeyStores(in *describeCustomKeyStoresInput) (*describeCustomKeyStoresOutput, error) {
	if err := c.mayInAccount("DescribeCustomKeyStores", nil); err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(c.stores(), func(s *keyStore) bool {
		return in.CustomKeyStoreID != "" && s.ID != in.CustomKeyStoreID || in.CustomKeyStoreName != "" && s.Name != in.CustomKeyStoreName
	})
	if len(found) == 0 && in.CustomKeyStoreID+in.CustomKeyStoreName != "" {
		return nil, fail("CustomKeyStoreNotFoundException", "There is no custom key store %s.", in.CustomKeyStoreID+in.CustomKeyStoreName)
	}
	found, next, err := page("stores", found, func(s *keyStore) string { return s.ID }, in.paging, 50, 1000)
	if err != nil {
		return nil, err
	}
	out := &describeCustomKeyStoresOutput{paged: next, CustomKeyStores: make([]keyStoreEntry, 0, len(found))}
	for _, s := range found {
		out.CustomKeyStores = append(out.CustomKeyStores, s.entry())
	}
	return out, nil
}

// validateStore holds what is asked of a new key's store against what such keys can be.
func (in *createKeyInput) validateStore() error {
	switch {
	case inStore(in.Origin) && in.CustomKeyStoreID == "":
		return fail("ValidationException", "CustomKeyStoreId is required with the origin %s.", in.Origin)
	case !inStore(in.Origin) && in.CustomKeyStoreID != "":
		return fail("ValidationException", "CustomKeyStoreId is valid only with the origins AWS_CLOUDHSM and EXTERNAL_KEY_STORE.")
	case (in.Origin == originXKS) != (in.XksKeyID != ""):
		return fail("ValidationException", "XksKeyId is required with the origin EXTERNAL_KEY_STORE, and valid with no other.")
	case in.XksKeyID != "" && !xksKeyForm.MatchString(in.XksKeyID):
		return invalid("xksKeyId", in.XksKeyID, "Member must satisfy regular expression pattern: ^[a-zA-Z0-9-_.]+$")
	case inStore(in.Origin) && (in.KeySpec != symmetric || in.MultiRegion):
		return fail("UnsupportedOperationException", "Keys in a custom key store are symmetric encryption keys of one Region.")
	}
	return nil
}

// usableStore finds a connected store of a kind.
func (c *call) usableStore(id, kind string) (*keyStore, error) {
	s := c.state.Stores[id]
	switch {
	case s == nil || s.Account != c.account || s.Region != c.region:
		return nil, fail("CustomKeyStoreNotFoundException", "There is no custom key store %s.", id)
	case s.Type != kind:
		return nil, fail("ValidationException", "The custom key store %s is of the type %s.", id, s.Type)
	case !s.Connected:
		return nil, fail("CustomKeyStoreInvalidStateException", "The custom key store %s is %s.", id, s.connection())
	}
	return s, nil
}

// place puts a new family into the store that is asked for.
func (c *call) place(f *family, in *createKeyInput) error {
	if !inStore(f.Origin) {
		return nil
	}
	s, err := c.usableStore(in.CustomKeyStoreID, f.Origin)
	if err != nil {
		return err
	}
	for _, other := range c.state.Families {
		if in.XksKeyID != "" && other.Store == s.ID && other.XksKey == in.XksKeyID {
			return fail("XksKeyAlreadyInUseException", "The external key %s belongs to another KMS key.", in.XksKeyID)
		}
	}
	f.Store, f.XksKey, f.store = s.ID, in.XksKeyID, s
	return nil
}

type xksKey struct {
	ID string `json:"Id"`
}

// setStore says where the material of a key is.
func (m *keyMetadata) setStore(f *family) {
	if f.store == nil {
		return
	}
	m.CustomKeyStoreID, m.CloudHsmClusterID = f.Store, f.store.Cluster
	if f.XksKey != "" {
		m.XksKeyConfiguration = &xksKey{f.XksKey}
	}
}
