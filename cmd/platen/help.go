package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// help prints the help of the command, "" for platen itself.
func (c *command) help(cmd string) error {
	if cmd == "" {
		writeHelp(c.stdout)
		return nil
	}
	return c.helpOn(context.Background(), []string{cmd})
}

func (c *command) helpOn(_ context.Context, args []string) error {
	writeHelp(c.stdout)
	return nil
}

func (c *command) completion(_ context.Context, args []string) error { return nil }

// writeHelp prints usage, examples and all flags.
func writeHelp(w io.Writer) {
	fmt.Fprintln(w, "usage: platen [flags] [FILE|DIR ...]")
	for _, g := range groups() {
		fmt.Fprintf(w, "\n%s:\n", g)
		for _, f := range flagTable() {
			if f.group == g {
				fmt.Fprintf(w, "  --%-22s %s\n", strings.TrimSpace(f.name+" "+f.arg), f.doc)
			}
		}
	}
}
