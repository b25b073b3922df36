package highlight_test

import (
	"fmt"

	"platen/writers/internal/highlight"
)

func ExampleTokens() {
	for _, t := range highlight.Tokens("go", "x := 1 // one") {
		fmt.Printf("%d %q\n", t.Kind, t.Text)
	}
	// Output:
	// 0 "x := "
	// 4 "1"
	// 0 " "
	// 5 "// one"
}
