// Package audit draws the auditor's document from a verdict: one self-contained HTML page, and Markdown of the same
// content. Both are rendered from one Document, which is made once, so that neither can say what the other does not.
package audit

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/google/renameio/v2/maybe"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// Input is what the document is drawn from. The findings should be all of them, passes and what was not assessed too.
type Input struct {
	Result    finding.Result
	Inventory finding.Inventory
	Policy    Policy
	Rules     []finding.Rule
}

// Policy is the document control of the organisation's policy, as its profile states it. Empty is "not stated".
type Policy struct {
	Organization string
	Document     string
	Version      string
	Status       string
	Owner        string
	Reviewers    []string
	ReviewBy     string // a date, 2006-01-02
	Regulations  []string
	SignOffs     []SignOff
}

// SignOff is one signature under the policy.
type SignOff struct {
	Role, Name, Date string
}

// The file names of the document. They are fixed: nothing of the input names a file.
const (
	HTMLName     = "auditor.html"
	MarkdownName = "auditor.md"
)

// File is one rendered form of the document.
type File struct {
	Name string
	Text []byte
}

// Render draws the document. The same input gives the same bytes.
func Render(in Input) ([]File, error) {
	doc, err := build(in)
	if err != nil {
		return nil, err
	}
	html, err := renderHTML(doc)
	if err != nil {
		return nil, fmt.Errorf("drawing %s: %w", HTMLName, err)
	}
	md, err := renderMarkdown(doc)
	if err != nil {
		return nil, fmt.Errorf("drawing %s: %w", MarkdownName, err)
	}
	return []File{{HTMLName, html}, {MarkdownName, md}}, nil
}

// Write renders the document into dir, which is made where it is not there, and returns the paths written. Each
// file is put in place whole or not at all.
func Write(dir string, in Input) ([]string, error) {
	files, err := Render(in)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder of the documents: %w", err)
	}
	var paths []string
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := maybe.WriteFile(path, f.Text, 0o644); err != nil {
			return paths, fmt.Errorf("writing %s: %w", path, err)
		}
		paths = append(paths, path)
	}
	return paths, nil
}

var stamp = regexp.MustCompile(`<meta name="keywright-now" content="([0-9TZ:+-]+)">`)

// DrawnAt gives the clock of a rendered HTML page, so that the page can be drawn again and compared.
func DrawnAt(html []byte) (time.Time, bool) {
	m := stamp.FindSubmatch(html)
	if m == nil {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, string(m[1]))
	return t, err == nil
}
