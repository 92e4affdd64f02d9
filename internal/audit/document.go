package audit

import (
	"fmt"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
)

// Document is the auditor's document before it has a form.
type Document struct {
	Title    string
	Subtitle string
	Now      time.Time
	Verdict  Cell
	Sections []Section
}

// Section is one numbered part of the document.
type Section struct {
	ID     string // of the link target: fixed text, never of the input
	Title  string
	Intro  string
	Blocks []Block
}

// Block is one table, list, tree or paragraph; exactly one field is set.
type Block struct {
	Note  *Cell
	List  []string
	Table *Table
	Tree  []*Node
}

// Table has a header row; the first cell of each row names the row.
type Table struct {
	Caption string
	Head    []Column
	Rows    [][]Cell
	Matrix  bool // narrow columns of marks
}

// Column is one column of a table.
type Column struct {
	Name string
}

// Mark says how a cell stands to the reader. The words of the cell say the same: no reader depends on colour.
type Mark string

// The marks.
const (
	Plain Mark = ""
	Good  Mark = "good"
	Bad   Mark = "bad"
	Open  Mark = "open" // not known, undetermined, not assessed
	Aside Mark = "aside"
)

// Cell is one or several lines under one mark.
type Cell struct {
	Mark  Mark
	Lines []Line
}

// Line is one line of a cell.
type Line struct {
	Text string
	Code bool // an address, an ARN, a digest: shown in a fixed pitch
	Weak bool // secondary
}

func text(s string) Cell { return marked(Plain, s) }

func code(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Lines: []Line{{Text: s, Code: true}}}
}

func marked(m Mark, s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Mark: m, Lines: []Line{{Text: s}}}
}

func lines(list []string) Cell {
	var c Cell
	for _, s := range list {
		c.Lines = append(c.Lines, Line{Text: s})
	}
	return c
}

func (c Cell) and(l Line) Cell {
	if l.Text != "" {
		c.Lines = append(c.Lines[:len(c.Lines):len(c.Lines)], l)
	}
	return c
}

func note(s string) Block    { return Block{Note: &Cell{Lines: []Line{{Text: s}}}} }
func warning(s string) Block { return Block{Note: &Cell{Mark: Open, Lines: []Line{{Text: s}}}} }
func columns(names ...string) (c []Column) {
	for _, n := range names {
		c = append(c, Column{Name: n})
	}
	return c
}

// build makes the document of an input.
func build(in Input) (*Document, error) {
	beyond, err := beyondSection()
	if err != nil {
		return nil, err
	}
	v := newView(in)
	return &Document{
		Title:    title(in.Policy),
		Subtitle: subtitle(in),
		Now:      in.Result.Now.UTC(),
		Verdict:  marked(verdictMark(in.Result.Summary), in.Result.Summary.Verdict()),
		Sections: []Section{
			v.control(),
			v.register(),
			v.hierarchy(),
			v.access(),
			v.rotation(),
			v.regions(),
			v.separation(),
			v.findings(),
			v.rules(),
			v.notAssessed(),
			v.assumptions(),
			beyond,
			v.inputs(),
		},
	}, nil
}

func title(p Policy) string {
	if p.Organization == "" {
		return "Key management: the auditor's document"
	}
	return p.Organization + ": key management, the auditor's document"
}

func subtitle(in Input) string {
	return fmt.Sprintf("Drawn from %s as of %s.", plural(len(in.Result.Input), "input"), in.Result.Now.UTC().Format("2 January 2006, 15:04 MST"))
}

func verdictMark(s finding.Summary) Mark {
	switch {
	case s.Blocked:
		return Bad
	case s.Pass == 0 || s.Fail+s.Undetermined > 0:
		return Open
	default:
		return Good
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
