package convert

import "platen/convert/tree"

// blockLists replaces the block lists that n holds itself by what change makes of them, and visits the parts of nodes
// that hold none. It is one step of a walk: change and visit go on below.
func blockLists(n tree.Node, change func([]tree.Block) []tree.Block, visit func(tree.Node) bool) bool {
	switch n := n.(type) {
	case tree.Inline, *tree.Paragraph, *tree.Heading, *tree.CodeBlock:
		return true
	case *tree.Quote:
		n.Blocks = change(n.Blocks)
	case *tree.Admonition:
		n.Blocks = change(n.Blocks)
	case *tree.Details:
		n.Blocks = change(n.Blocks)
	case *tree.Div:
		n.Blocks = change(n.Blocks)
	case *tree.Element:
		n.Blocks = change(n.Blocks)
	case *tree.RawBlock:
		n.Blocks = change(n.Blocks)
	case *tree.ListItem:
		n.Blocks = change(n.Blocks)
	case *tree.Tab:
		n.Blocks = change(n.Blocks)
	case *tree.Cell:
		n.Blocks = change(n.Blocks)
	case *tree.Footnote:
		n.Blocks = change(n.Blocks)
	case *tree.Figure:
		n.Blocks = change(n.Blocks)
	case *tree.Definition:
		for i := range n.Bodies {
			n.Bodies[i] = change(n.Bodies[i])
		}
	default:
		tree.Children(n, visit)
	}
	return true
}
