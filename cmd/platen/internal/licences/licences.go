// Package licences has the licences of all that is in the program: its own, its modules', Go's, its fonts', and those of
// the hyphenation patterns, of the icons and of the scripts of sites.
package licences

import _ "embed"

//go:embed notice.txt
var notice string

// Text returns all licences, each text once, below the names of what stands under it. It is made by this package's test.
func Text() string { return notice }
