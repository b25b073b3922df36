package main

import (
	"strings"
	"unicode/utf8"
)

// visible is printable with tabs as four spaces.
func visible(s string) string { return printable(strings.ReplaceAll(s, "\t", "    ")) }

func lastRune(s string) (rune, int) { return utf8.DecodeLastRuneInString(s) }
