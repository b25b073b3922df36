package formula

import (
	"errors"
	"fmt"
	"strings"
)

// Limits of a formula, in what can be counted: the module's own work hangs on them alone, and no clock decides what comes out.
const (
	maxBytes  = 20000 // of TeX, macros expanded
	maxDepth  = 40    // of braces, environments and \left
	maxTokens = 6000
	maxChain  = 30   // commands one behind the other, each of which may be the argument of the one before
	maxTwice  = 6    // commands that set their argument twice
	maxMarks  = 8000 // glyphs and rules
	maxEm     = 1000 // width, height and depth
)

// limit says which limit a formula is above.
func limit(tex string) error {
	if len(tex) > maxBytes {
		return fmt.Errorf("the formula has more than %d bytes", maxBytes)
	}
	depth, tokens, chain, twice, begins := 0, 0, 0, 0, 0
	for i := 0; i < len(tex); {
		size := 1
		if tex[i] == '\\' {
			size = commandSize(tex[i:])
			chain++
			switch tex[i : i+size] {
			case `\left`, `\begin`:
				begins++
			case `\right`, `\end`:
				begins--
			case `\pmb`, `\skew`, `\adjustlimits`:
				twice++
			}
		} else {
			switch c := tex[i]; {
			case c == '{':
				depth++
			case c == '}':
				depth--
				chain = 0
			case c != ' ' && c != '\n':
				chain = 0
			}
		}
		if tokens++; tokens > maxTokens || depth+begins > maxDepth || chain > maxChain || twice > maxTwice {
			return errors.New("the formula is too deeply nested or too long")
		}
		i += size
	}
	return nil
}

// commandSize is the length of the command that s begins with.
func commandSize(s string) int {
	n := 1
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	if n == 1 && len(s) > 1 {
		n = 2
	}
	return n
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// spaces is the number of bytes of white space that s begins with.
func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }
