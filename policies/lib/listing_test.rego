package keywright.lib.listing_test

import data.keywright.lib.listing

test_a_short_list_is_whole if {
	listing.short({"b", "a"}) == "a, b"
	listing.short({"a", "b", "c", "d", "e"}) == "a, b, c, d, e"
}

test_a_long_list_is_cut if {
	listing.short({"a", "b", "c", "d", "e", "f", "g"}) == "a, b, c, d, e and 2 more"
}
