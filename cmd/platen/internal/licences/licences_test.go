package licences

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write notice.txt anew")

// A part is something that is in the program.
type part struct{ name, text string }

// TestNotice makes the notice out of what the program is built from, and compares: a new module, font or script, or
// another version of one, is in it. A licence that is not on the list of those that the program may carry fails.
func TestNotice(t *testing.T) {
	parts := append([]part{{"platen", read(t, "../../../../LICENSE")}}, modules(t)...)
	parts = append(parts, part{"The Go standard library", read(t, filepath.Join(goRoot(t), "LICENSE"))})
	for _, pattern := range []string{"fonts/*/OFL.txt", "convert/icon/LICENSE", "writers/html/script/minisearch-LICENSE", "writers/html/script/stem/LICENSE", "writers/pdf/internal/typeset/hyphens/NOTICES.txt"} {
		files, err := filepath.Glob(filepath.Join("../../../..", pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s", pattern)
		}
		for _, f := range files {
			parts = append(parts, part{strings.TrimPrefix(filepath.ToSlash(f), "../../../../"), read(t, f)})
		}
	}
	got := write(t, parts)
	if *update {
		if err := os.WriteFile("notice.txt", got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(got) != Text() {
		t.Errorf("notice.txt is not that of go.mod; go test ./cmd/platen/internal/licences -update makes it anew")
	}
}

// write puts parts of one text together, in the order of their first one.
func write(t *testing.T, parts []part) []byte {
	names := map[string][]string{}
	var texts []string
	for _, p := range parts {
		text := strings.TrimSpace(strings.ReplaceAll(p.text, "\r\n", "\n"))
		if names[text] == nil {
			texts = append(texts, text)
		}
		names[text] = append(names[text], p.name+" ("+kind(t, p.name, text)+")")
	}
	var out bytes.Buffer
	out.WriteString("Licences of platen and of all that is in it.\n")
	line := strings.Repeat("=", 80)
	for _, text := range texts {
		fmt.Fprintf(&out, "\n%s\n%s\n%s\n\n%s\n", line, strings.Join(names[text], "\n"), line, text)
	}
	return out.Bytes()
}

// kind names a licence by the sentence that it is known by, the first one that there is: some files end with the
// licences of parts.
func kind(t *testing.T, name, text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	first, at := "", len(flat)
	for _, k := range []struct{ name, sentence string }{
		{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"},
		{"Apache-2.0", "Apache License Version 2.0"},
		{"LPPL and others", "hyphenation patterns"},
		{"BSD-2-Clause", "Redistribution and use in source and binary forms"},
		{"BSD-3-Clause", "may be used to endorse or promote products"},
		{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy"},
		{"ISC", "Permission to use, copy, modify, and/or distribute this software"},
	} {
		if i := strings.Index(flat, k.sentence); i >= 0 && (i < at || first == "BSD-2-Clause") {
			first, at = k.name, i
		}
	}
	if first == "" {
		t.Errorf("%s: its licence is not on the list", name)
	}
	return first
}

// modules returns the modules that the program is built from on any of the systems that it is made for.
func modules(t *testing.T) []part {
	var found []string
	for _, goos := range []string{"linux", "darwin", "windows", "freebsd"} {
		c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "platen/cmd/platen")
		c.Env = append(os.Environ(), "GOOS="+goos)
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, strings.Split(strings.TrimSpace(string(out)), "\n")...)
	}
	slices.Sort(found)
	var parts []part
	for _, line := range slices.Compact(found) {
		name, dir, ok := strings.Cut(line, "\t")
		if !ok {
			continue
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		n := len(parts)
		for _, e := range entries {
			switch base := strings.ToUpper(strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))); base {
			case "LICENSE", "LICENCE", "COPYING":
				text := read(t, filepath.Join(dir, e.Name()))
				if note, err := os.ReadFile(filepath.Join(dir, "NOTICE")); err == nil { // the Apache licence asks for it, section 4(d)
					text += "\n\n" + string(note)
				}
				parts = append(parts, part{name, text})
			}
		}
		if len(parts) == n {
			t.Errorf("%s has no file of its licence", name)
		}
	}
	return parts
}

func goRoot(t *testing.T) string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func read(t *testing.T, name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
