package name

import (
	"path"
	"strings"
)

// Clean is a path as settings write it, cleaned: "./a/b", "a\\b".
func Clean(p string) string { return path.Clean(strings.ReplaceAll(p, `\`, "/")) }
