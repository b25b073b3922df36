package main

import "platen/convert"

// suggest returns the candidate that name was probably meant to be, or "".
func suggest(name string, candidates []string) string { return convert.Suggest(name, candidates) }
