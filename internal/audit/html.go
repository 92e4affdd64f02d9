package audit

import (
	"bytes"
	_ "embed"
	"html/template"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

//go:embed data/page.html
var pageHTML string

//go:embed data/page.css
var pageCSS string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"visible": untrusted.Visible,
	"style":   func() template.CSS { return template.CSS(pageCSS) }, // our own file
	"rfc3339": func(t time.Time) string { return t.Format(time.RFC3339) },
	"number":  func(i int) int { return i + 1 },
	"draw":    draw,
}).Parse(pageHTML))

// renderHTML makes one page that needs nothing else: no script, no font, no request.
func renderHTML(d *Document) ([]byte, error) {
	var b bytes.Buffer
	if err := page.Execute(&b, d); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
