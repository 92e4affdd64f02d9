package audit

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

// Drawing is a hierarchy laid out: boxes and the lines between them, in the units of an SVG view box.
type Drawing struct {
	Width, Height int
	Title         string
	Boxes         []Box
	Links         []Link
}

// Box is one node. Name and Detail are cut to the box; Full has them whole.
type Box struct {
	X, Y, W, H         int
	Kind               string
	Name, Detail, Full string
}

// Link joins the right edge of a box to the left edge of its child.
type Link struct{ X1, Y1, X2, Y2, Mid int }

// The measures of the drawing. A character of the label font is about charWidth wide.
const (
	rowHeight   = 52
	boxHeight   = 40
	columnGap   = 56
	charWidth   = 8
	margin      = 8
	labelIndent = 12
)

// columnWidths are the widths of the boxes by depth.
var columnWidths = []int{340, 330, 280}

// draw lays the tree out from left to right, one row for each leaf.
func draw(roots []*Node) Drawing {
	d := Drawing{Title: "Key hierarchy"}
	row := 0
	for _, n := range roots {
		d.place(n, 0, &row)
	}
	d.Width = margin + columnX(len(columnWidths)-1) + columnWidths[len(columnWidths)-1] + margin
	d.Height = margin + row*rowHeight
	return d
}

func columnX(depth int) int {
	x := margin
	for _, w := range columnWidths[:depth] {
		x += w + columnGap
	}
	return x
}

// place puts a node beside the middle of its children, and returns that row's centre.
func (d *Drawing) place(n *Node, depth int, row *int) int {
	depth = min(depth, len(columnWidths)-1)
	x, w := columnX(depth), columnWidths[depth]
	var centres []int
	for _, c := range n.Children {
		centres = append(centres, d.place(c, depth+1, row))
	}
	y := margin + *row*rowHeight + boxHeight/2
	if len(centres) == 0 {
		*row++
	} else {
		y = (centres[0] + centres[len(centres)-1]) / 2
	}
	for _, c := range centres {
		d.Links = append(d.Links, Link{X1: x + w, Y1: y, X2: x + w + columnGap, Y2: c, Mid: x + w + columnGap/2})
	}
	kind := n.Kind
	if n.Mark == Open {
		kind += " open"
	}
	fits := (w - 2*labelIndent) / charWidth
	d.Boxes = append(d.Boxes, Box{
		X: x, Y: y - boxHeight/2, W: w, H: boxHeight, Kind: kind,
		Name: cut(untrusted.Visible(n.Name), fits), Detail: cut(untrusted.Visible(n.Detail), fits+4), Full: full(n),
	})
	return y
}

func full(n *Node) string {
	if n.Detail == "" {
		return untrusted.Visible(n.Name)
	}
	return untrusted.Visible(n.Name + ": " + n.Detail)
}

// cut shortens text to n characters, with an ellipsis in the middle: the ends of names tell them apart.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	head := n / 2
	return string(r[:head]) + "…" + string(r[len(r)-(n-head-1):])
}

// textTree writes the same tree with lines of text.
func textTree(roots []*Node) string {
	var b strings.Builder
	for _, n := range roots {
		fmt.Fprintln(&b, full(n))
		writeBranches(&b, n.Children, "")
	}
	return strings.TrimRight(b.String(), "\n")
}

func writeBranches(b *strings.Builder, nodes []*Node, indent string) {
	for i, n := range nodes {
		branch, next := "├── ", "│   "
		if i == len(nodes)-1 {
			branch, next = "└── ", "    "
		}
		fmt.Fprintln(b, indent+branch+full(n))
		writeBranches(b, n.Children, indent+next)
	}
}
