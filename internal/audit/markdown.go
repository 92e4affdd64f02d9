package audit

import (
	"bytes"
	_ "embed"
	"strings"
	"text/template"

	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

//go:embed data/page.md.tmpl
var pageMarkdown string

var markdownPage = template.Must(template.New("page").Funcs(template.FuncMap{
	"md":     untrusted.Markdown,
	"cell":   markdownCell,
	"tree":   textTree,
	"fence":  fence,
	"number": func(i int) int { return i + 1 },
}).Parse(pageMarkdown))

// renderMarkdown makes the same document as Markdown, with tables of GitHub's dialect.
func renderMarkdown(d *Document) ([]byte, error) {
	var b bytes.Buffer
	if err := markdownPage.Execute(&b, d); err != nil {
		return nil, err
	}
	return append(bytes.TrimSpace(b.Bytes()), '\n'), nil
}

// marksInWords stand before what colour says on the page.
var marksInWords = map[Mark]string{Bad: "**!** ", Open: "**?** "}

// markdownCell is one cell of a table, its lines parted by <br>.
func markdownCell(c Cell) string {
	if len(c.Lines) == 0 {
		return "–"
	}
	parts := make([]string, 0, len(c.Lines))
	for _, l := range c.Lines {
		parts = append(parts, untrusted.Markdown(l.Text))
	}
	return marksInWords[c.Mark] + strings.Join(parts, "<br>")
}

// fence puts text into a code block that the text cannot end.
func fence(s string) string {
	bar := "```"
	for strings.Contains(s, bar) {
		bar += "`"
	}
	return bar + "text\n" + s + "\n" + bar
}
