package google

import (
	"maps"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// volumes are stores of blocks, files and artifacts.
func volumes() map[string]table.Resource {
	return map[string]table.Resource{
		"google_artifact_registry_repository": repository(),
		"google_compute_disk":                 disk("zone", "kms_key_self_link", table.Attrs{}),
		"google_compute_region_disk":          disk("region", "kms_key_name", table.Attrs{"replica_zones": table.Required(table.Texts).ForceNew()}),
		"google_filestore_instance":           filestore(),
	}
}

func repository() table.Resource {
	return table.Resource{ID: "projects/{project}/locations/{location}/repositories/{repository_id}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"create_time":   table.Computed(table.Text),
			"description":   table.Optional(table.Text),
			"format":        table.Required(table.Text).ForceNew(),
			"kms_key_name":  table.Optional(table.Text).ForceNew(),
			"location":      table.Optional(table.Text).Computed().ForceNew(),
			"mode":          table.Optional(table.Text).Default("STANDARD_REPOSITORY").ForceNew(),
			"name":          table.Computed(table.Text),
			"project":       ownProject(),
			"repository_id": table.Required(table.Text).ForceNew(),
		}),
	}}
}

// disk is a disk of a zone or of a region, which name their key by other words.
func disk(place, key string, more table.Attrs) table.Resource {
	attrs := withLabels(table.Attrs{
		"image":       table.Optional(table.Text).ForceNew(),
		"name":        table.Required(table.Text).ForceNew(),
		place:         table.Optional(table.Text).Computed().ForceNew(),
		"project":     ownProject(),
		"self_link":   table.Computed(table.Text),
		"size":        table.Optional(table.Number).Computed(),
		"snapshot":    table.Optional(table.Text).ForceNew(),
		"source_disk": table.Optional(table.Text).ForceNew(),
		"type":        table.Optional(table.Text).Default("pd-standard").ForceNew(),
	})
	maps.Copy(attrs, more)
	if place == "zone" {
		attrs["source_instant_snapshot"] = table.Optional(table.Text).ForceNew()
	}
	return table.Resource{ID: "projects/{project}/" + place + "s/{" + place + "}/disks/{name}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{
			"async_primary_disk": named("disk"),
			"disk_encryption_key": table.List(0, 1, table.Block{Attrs: table.Attrs{
				key:                 table.Optional(table.Text).ForceNew(),
				"raw_key":           table.Optional(table.Text).Sensitive().ForceNew(),
				"rsa_encrypted_key": table.Optional(table.Text).Sensitive().ForceNew(),
				"sha256":            table.Computed(table.Text),
			}}),
		},
	}}
}

func filestore() table.Resource {
	return table.Resource{ID: "projects/{project}/locations/{location}/instances/{name}", Version: 1, Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"description":  table.Optional(table.Text),
			"kms_key_name": table.Optional(table.Text).ForceNew(),
			"location":     table.Optional(table.Text).Computed().ForceNew(),
			"name":         table.Required(table.Text).ForceNew(),
			"project":      ownProject(),
			"tier":         table.Required(table.Text).ForceNew(),
			"zone":         table.Optional(table.Text).Computed().ForceNew(),
		}),
		Blocks: table.Blocks{
			"file_shares": table.List(1, 1, table.Block{Attrs: table.Attrs{
				"capacity_gb": table.Required(table.Number), "name": table.Required(table.Text),
			}}),
			"networks": table.List(1, 0, table.Block{Attrs: table.Attrs{
				"modes": table.Required(table.Texts), "network": table.Required(table.Text),
			}}),
		},
	}}
}
