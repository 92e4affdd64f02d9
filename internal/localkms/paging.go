package localkms

import (
	"encoding/base64"
	"slices"
	"strings"
)

// paging is what the list operations have in common in their requests.
type paging struct {
	Limit  *int
	Marker *string
}

// paged is what they have in common in their answers.
type paged struct {
	NextMarker string `json:",omitzero"`
	Truncated  bool
}

// page sorts items by id and returns those after the marker, limit at most. A marker is the last id of the page
// before, so that what is created or deleted between two calls neither repeats nor hides the rest.
func page[T any](list string, items []T, id func(T) string, p paging, standard, most int) ([]T, paged, error) {
	limit := standard
	if p.Limit != nil {
		limit = *p.Limit
	}
	if err := between("limit", limit, 1, most); err != nil {
		return nil, paged{}, err
	}
	slices.SortFunc(items, func(a, b T) int { return strings.Compare(id(a), id(b)) })
	if p.Marker != nil {
		last, err := readMarker(list, *p.Marker)
		if err != nil {
			return nil, paged{}, err
		}
		items = slices.DeleteFunc(items, func(item T) bool { return id(item) <= last })
	}
	if len(items) <= limit {
		return items, paged{}, nil
	}
	items = items[:limit]
	return items, paged{NextMarker: writeMarker(list, id(items[limit-1])), Truncated: true}, nil
}

func writeMarker(list, last string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(list + "\x00" + last))
}

func readMarker(list, marker string) (string, error) {
	text, err := base64.RawURLEncoding.DecodeString(marker)
	if err != nil || len(marker) > 4096 {
		return "", fail("InvalidMarkerException", "The marker is not one that the service returned.")
	}
	last, found := strings.CutPrefix(string(text), list+"\x00")
	if !found {
		return "", fail("InvalidMarkerException", "The marker belongs to another list.")
	}
	return last, nil
}
