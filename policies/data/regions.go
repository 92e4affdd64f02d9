package data

import (
	"slices"
	"strings"
)

// Region is an AWS region.
type Region struct {
	Code          string   `json:"code"`
	Name          string   `json:"name"`
	Country       string   `json:"country"`       // ISO 3166-1 alpha-2
	Jurisdictions []string `json:"jurisdictions"` // the country, and EU or EEA where the country is in them
	Partition     string   `json:"partition"`     // aws, aws-cn, aws-eusc, …
	OptIn         bool     `json:"opt_in"`        // must be enabled for an account
	Source        string   `json:"source"`
	Date          string   `json:"date"`
}

// In says whether the region is in the jurisdiction: a country code, EU or EEA.
func (r Region) In(jurisdiction string) bool { return slices.Contains(r.Jurisdictions, jurisdiction) }

type regionsFile struct {
	Regions       []Region `json:"regions"`
	Jurisdictions []struct {
		Name      string   `json:"name"`
		Countries []string `json:"countries"`
	} `json:"jurisdictions"`
	Partitions []struct {
		Name      string `json:"name"`
		DNSSuffix string `json:"dns_suffix"`
	} `json:"partitions"`
}

// Regions returns every AWS region, sorted by code.
func Regions() []Region { return slices.Clone(load().regions) }

// RegionNamed looks a region up by its code. A region that the table lacks is in no known jurisdiction: the caller
// must treat that as unknown, and never guess from the code.
func RegionNamed(code string) (Region, bool) {
	r, ok := load().byRegion[code]
	return r, ok
}

// CloudOf names the cloud that a Terraform resource type is of: aws, azure, google or vault. This provider's own keys are
// AWS's.
func CloudOf(resourceType string) string {
	for prefix, cloud := range map[string]string{"azurerm_": "azure", "google_": "google", "vault_": "vault"} {
		if strings.HasPrefix(resourceType, prefix) {
			return cloud
		}
	}
	return "aws"
}

// RegionOf looks a region up by its code in the table of a cloud, as CloudOf names it. Groups of regions have no country.
// What a table lacks is unknown, and so is every region of a cloud without a table.
func RegionOf(cloud, code string) (Region, bool) {
	if cloud == "aws" {
		return RegionNamed(code)
	}
	r, ok := load().elsewhere[cloud][code]
	return r, ok
}

// Jurisdictions returns the countries of each union of countries that regions name (EU, EEA). A country code is a
// jurisdiction of its own and not listed.
func Jurisdictions() map[string][]string {
	out := make(map[string][]string, len(load().jurisdiction))
	for name, countries := range load().jurisdiction {
		out[name] = slices.Clone(countries)
	}
	return out
}

// KnownJurisdiction says whether name is EU, EEA or a country that is in one of them or has an AWS region.
func KnownJurisdiction(name string) bool {
	t := load()
	if _, ok := t.jurisdiction[name]; ok {
		return true
	}
	for _, countries := range t.jurisdiction {
		if slices.Contains(countries, name) {
			return true
		}
	}
	return slices.ContainsFunc(t.regions, func(r Region) bool { return r.Country == name })
}

// RegionsIn returns the codes of the regions in a jurisdiction, sorted.
func RegionsIn(jurisdiction string) []string {
	var out []string
	for _, r := range load().regions {
		if r.In(jurisdiction) {
			out = append(out, r.Code)
		}
	}
	return out
}

// DNSSuffix returns the DNS suffix of a partition, "amazonaws.com" for aws.
func DNSSuffix(partition string) (string, bool) {
	s, ok := load().suffix[partition]
	return s, ok
}
