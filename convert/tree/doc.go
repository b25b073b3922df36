// Package tree is the document tree that the reader makes and every writer takes.
//
// A [Book] holds pages in reading order and their contents list. A [Page] holds
// blocks; blocks hold blocks and inlines. Nodes are plain structs behind two sealed
// interfaces, [Block] and [Inline], so a type switch over this package's types is a
// complete list:
//
//	page := &tree.Page{
//		Path: "hello.md",
//		Blocks: []tree.Block{
//			&tree.Heading{Level: 1, Attr: &tree.Attr{ID: "hello"}, Inlines: []tree.Inline{&tree.Text{S: "Hello"}}},
//			&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "A "}, &tree.Strong{Inlines: []tree.Inline{&tree.Text{S: "word"}}}}},
//		},
//	}
//
// Headings stay flat in Page.Blocks; [NewOutline] nests them. Names are those of
// CommonMark 0.31.2 and of pandoc's types where those have one.
//
// The tree is changed only by the reader and by package convert while it resolves
// the book. After that it is read-only and safe for concurrent use by writers.
// The package imports the standard library only.
package tree
