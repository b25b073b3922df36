package options

import (
	"strings"

	"platen/convert/near"
)

// Suggest returns the candidate that name was probably meant to be, or "": one that is near, else the only
// one that begins with it.
func Suggest(name string, candidates []string) string {
	if s := near.Suggest(name, candidates); s != "" || len(name) < 2 {
		return s
	}
	found := ""
	for _, c := range candidates {
		if strings.HasPrefix(c, name) {
			if found != "" {
				return ""
			}
			found = c
		}
	}
	return found
}
