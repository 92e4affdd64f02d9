package keywright.lib.transport_zones_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_zone := "023e105f4ecef8ad9ca31a8372d0c353"

_places(changes) := {row.address: row | some row in inventory.transports} if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

_setting_of(zone, name, value) := planned.change(
	sprintf("cloudflare_zone_setting.%s", [name]),
	"cloudflare_zone_setting", "managed",
	{"setting_id": name, "value": value, "zone_id": zone},
)

_setting(name, value) := _setting_of(_zone, name, value)

_override(name, settings) := planned.change(
	sprintf("cloudflare_zone_settings_override.%s", [name]),
	"cloudflare_zone_settings_override", "managed",
	{"settings": [settings], "zone_id": _zone},
)

_good := [_setting("min_tls_version", "1.3"), _setting("always_use_https", "on"), _setting("ssl", "strict")]

# What is known of the only place there is.
_row(changes) := row if {
	places := _places(changes)
	count(places) == 1
	some row in places
}

test_settings_of_one_zone_are_one_place if {
	row := _row(_good)
	[row.address, row.protocol, row.minimum, row.plain, row.hsts, object.keys(row.unknown) - {"purpose", "classification"}] == ["cloudflare_zone_setting.min_tls_version", "https", "1.3", "redirected", null, set()]
	row.origins[0].protocol == "https-only"
	row.origins[0].certificate == "checked"
}

test_settings_of_several_zones_are_several_places if {
	places := _places([_setting("min_tls_version", "1.3"), _setting_of("other", "always_use_https", "on"), _setting_of("other", "ssl", "strict")])
	[places["cloudflare_zone_setting.min_tls_version"].plain, places["cloudflare_zone_setting.ssl"].minimum] == ["", ""]
	count(places) == 2
}

test_other_settings_are_no_place if count(_places([_setting("brotli", "on"), _setting("http3", "on")])) == 0

test_what_goes_says_nothing if {
	gone := object.union(_setting("ssl", "strict"), {"change": {"actions": ["delete"], "before": {"setting_id": "ssl", "value": "strict", "zone_id": _zone}, "after": null}})
	row := _row([_setting("min_tls_version", "1.3"), _setting("always_use_https", "on"), gone])
	row.plain == ""
	row.unknown.plain == "nothing in the plan sets ssl, and other hands may"
	row.origins[0].unknown.protocol == "nothing in the plan sets ssl, and other hands may"
}

test_what_nothing_sets_is_unknown if {
	row := _row([_setting("always_use_https", "on")])
	[row.minimum, row.plain, row.origins[0].protocol, row.origins[0].certificate] == ["", "", "", ""]
	row.unknown.minimum == "nothing in the plan sets min_tls_version, and other hands may"
	not row.unknown.hsts
}

test_one_setting_twice if {
	row := _row([_override("a", {"min_tls_version": "1.3", "always_use_https": "on", "ssl": "strict"}), _override("b", {"min_tls_version": "1.0"})])
	row.minimum == ""
	row.unknown.minimum == "resources set min_tls_version to several values"
	same := _row([_override("a", {"min_tls_version": "1.3"}), _setting("min_tls_version", "1.3")])
	same.minimum == "1.3"
}

# It may be any setting of the zone, and set it anew.
test_a_setting_without_a_name if {
	later := object.union(planned.change("cloudflare_zone_setting.later", "cloudflare_zone_setting", "managed", {"value": "off", "zone_id": _zone}), {"change": {"after_unknown": {"setting_id": true}}})
	row := _row(array.concat(_good, [later]))
	[row.minimum, row.plain] == ["", ""]
	row.unknown.hsts
}

_somewhere(change) := object.union(planned.change(change.address, change.type, "managed", object.remove(change.change.after, ["zone_id"])), {"change": {"after_unknown": {"zone_id": true}}})

test_a_zone_that_is_not_known if {
	places := _places([_somewhere(change) | some change in _good])
	count(places) == 3
	{place.plain | some place in places} == {""}
}

test_modes if {
	modes := {mode: [row.protocol, row.plain, row.origins[0].protocol, row.origins[0].certificate] |
		some mode in ["off", "flexible", "full", "Strict", "origin_pull", "x"]
		row := _row([_setting("min_tls_version", "1.3"), _setting("always_use_https", "on"), _setting("ssl", mode)])
	}
	modes == {
		"off": ["http", "served", "http-only", "unchecked"],
		"flexible": ["https", "redirected", "http-only", "unchecked"],
		"full": ["https", "redirected", "https-only", "unchecked"],
		"Strict": ["https", "redirected", "https-only", "checked"],
		"origin_pull": ["https", "redirected", "https-only", "checked"],
		"x": ["https", "", "", ""],
	}
}

# A mode that passes on as the viewer comes is in the clear where viewers may be.
test_modes_without_the_redirect if {
	origins := {mode: row.origins[0].protocol |
		some mode in ["full", "strict", "origin_pull"]
		row := _row([_setting("always_use_https", "off"), _setting("ssl", mode)])
	}
	origins == {"full": "match-viewer", "strict": "match-viewer", "origin_pull": "https-only"}
	_row([_setting("ssl", "strict")]).origins[0].unknown.protocol
}

test_tls_1_3_turned_off if {
	row := _row(array.concat(_good, [_setting("tls_1_3", "off")]))
	row.minimum == ""
	row.unknown.minimum
	_row(array.concat(_good, [_setting("tls_1_3", "zrt")])).minimum == "1.3"
}

test_odd_values if {
	row := _row([_setting("min_tls_version", 1.3), _setting("always_use_https", ["on"]), _setting("ssl", {"on": true}), _setting("security_header", "on")])
	[row.minimum, row.plain, row.hsts] == ["", "", null]
	row.unknown.minimum
	row.unknown.hsts
}

test_hsts if {
	asked := {"enabled": true, "include_subdomains": true, "max_age": 63072000, "preload": true}
	want := {"enabled": true, "subdomains": true, "seconds": 63072000, "preload": true}
	_row(array.concat(_good, [_setting("security_header", {"strict_transport_security": asked})])).hsts == want
	_row([_override("a", {"security_header": [asked]})]).hsts == want
	_row([_override("a", {"security_header": []})]).hsts == null
	_row([_override("a", {"security_header": [{"enabled": false}]})]).hsts.enabled == false
	later := object.union(_override("a", {"security_header": [object.remove(asked, ["max_age"])]}), {"change": {"after_unknown": {"settings": [{"security_header": [{"max_age": true}]}]}}})
	row := _row([later])
	row.hsts == null
	row.unknown.hsts
}

_host(after) := planned.change("cloudflare_hostname_tls_setting.h", "cloudflare_hostname_tls_setting", "managed", object.union({"zone_id": _zone, "hostname": "old.example.com"}, after))

# A name may take what its zone does not, and has the rest of it.
test_a_name_with_a_version_of_its_own if {
	places := _places(array.concat(_good, [_host({"setting_id": "min_tls_version", "value": "1.0"})]))
	old := places["cloudflare_hostname_tls_setting.h"]
	[old.minimum, old.plain, old.origins] == ["1.0", "redirected", []]
	places["cloudflare_zone_setting.min_tls_version"].minimum == "1.3"
	older := _places([_host({"setting": "min_tls_version", "value": "1.3"})])["cloudflare_hostname_tls_setting.h"]
	[older.minimum, older.plain] == ["1.3", ""]
	count(_places(array.concat(_good, [_host({"setting_id": "http2", "value": "on"})]))) == 1
}
