// Command sbom writes what a build of platen is made of as a CycloneDX 1.6 document, and checks it:
//
//	go run ./.ci/sbom [-o FILE.json] PLATEN
//
// The modules are those that the program itself names (debug/buildinfo). Each has to be in go.sum with the same checksum, and
// in notice.txt with a licence that may be carried. The document has no time and no number at random, so that one build
// has one document. Then SECURITY.md is read: each test and script that a promise names has to be there.
package main

import (
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// allowed are the licences that the program may carry. CONTRIBUTING.md, "Dependencies".
var allowed = map[string]bool{"Apache-2.0": true, "MIT": true, "BSD-2-Clause": true, "BSD-3-Clause": true, "ISC": true, "OFL-1.1": true}

type component struct {
	Type     string              `json:"type"`
	BOMRef   string              `json:"bom-ref"`
	Name     string              `json:"name"`
	Version  string              `json:"version,omitempty"`
	PURL     string              `json:"purl,omitempty"`
	Hashes   []map[string]string `json:"hashes,omitempty"`
	Licenses []any               `json:"licenses,omitempty"`
}

func main() {
	out := flag.String("o", "", "file to write; standard output when it is left out")
	flag.Parse()
	if flag.NArg() != 1 {
		fatal("usage: sbom [-o FILE] PLATEN")
	}
	info, err := buildinfo.ReadFile(flag.Arg(0))
	if err != nil {
		fatal(err)
	}
	sums, licences := goSum(), notice()
	main := component{Type: "application", BOMRef: "platen", Name: info.Main.Path, Version: info.Main.Version, Licenses: licence("platen", licences)}
	parts := []component{{Type: "library", BOMRef: "std", Name: "std", Version: strings.TrimPrefix(info.GoVersion, "go"), PURL: "pkg:golang/std@" + strings.TrimPrefix(info.GoVersion, "go"), Licenses: licence("The Go standard library", licences)}}
	refs := []string{"std"}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		if sum := sums[m.Path+" "+m.Version]; sum == "" || sum != m.Sum {
			wrong("%s %s: its checksum is %q, and %q in go.sum", m.Path, m.Version, m.Sum, sum)
		}
		purl := "pkg:golang/" + strings.ReplaceAll(m.Path, "~", "%7E") + "@" + m.Version
		c := component{Type: "library", BOMRef: purl, Name: m.Path, Version: m.Version, PURL: purl, Licenses: licence(m.Path+" "+m.Version, licences)}
		if raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(m.Sum, "h1:")); err == nil { // of the module's files, as Go counts it
			c.Hashes = []map[string]string{{"alg": "SHA-256", "content": hex.EncodeToString(raw)}}
		}
		parts, refs = append(parts, c), append(refs, purl)
	}
	if len(parts) < 10 {
		wrong("only %d parts: the program was built without its modules", len(parts))
	}
	promises()
	data, err := json.MarshalIndent(map[string]any{"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
		"metadata": map[string]any{"component": main}, "components": parts, "dependencies": []any{map[string]any{"ref": "platen", "dependsOn": refs}}}, "", "  ")
	if err != nil {
		fatal(err)
	}
	if data = append(data, '\n'); *out == "" {
		os.Stdout.Write(data)
	} else if err := os.WriteFile(*out, data, 0o666); err != nil {
		fatal(err)
	}
	if faults > 0 {
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "sbom: %d parts, all in go.sum and with a licence that may be carried\n", len(parts))
}

var faults int

func wrong(format string, a ...any) {
	faults++
	fmt.Fprintf(os.Stderr, "sbom: "+format+"\n", a...)
}

func fatal(what any) {
	fmt.Fprintln(os.Stderr, "sbom:", what)
	os.Exit(1)
}

func read(name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		fatal(err)
	}
	return string(data)
}

// goSum returns the checksums of modules' files by "PATH VERSION".
func goSum() map[string]string {
	sums := map[string]string{}
	for line := range strings.Lines(read("go.sum")) {
		if f := strings.Fields(line); len(f) == 3 {
			sums[f[0]+" "+f[1]] = f[2]
		}
	}
	return sums
}

// notice returns the licences that notice.txt tells of its parts, by name.
func notice() map[string]string {
	licences := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^(\S.*) \(([\w.-]+)\)$`).FindAllStringSubmatch(read("cmd/platen/internal/licences/notice.txt"), -1) {
		licences[m[1]] = m[2]
	}
	return licences
}

func licence(name string, licences map[string]string) []any {
	id := licences[name]
	if !allowed[id] {
		wrong("%s: the licence %q is not on the list", name, id)
	}
	return []any{map[string]any{"license": map[string]string{"id": id}}}
}

// promises looks for the tests and scripts that SECURITY.md names.
func promises() {
	tests := map[string]bool{}
	for _, top := range []string{"cmd", "convert", "writers", "fonts"} {
		err := filepath.WalkDir(top, func(name string, _ fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, "_test.go") {
				for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)`).FindAllStringSubmatch(read(name), -1) {
					tests[m[1]] = true
				}
			}
			return err
		})
		if err != nil {
			fatal(err)
		}
	}
	text := read("SECURITY.md")
	named := 0
	for _, m := range regexp.MustCompile("`(Test\\w+)(?:/(\\w+))?`|`(\\.ci/[\\w.-]+)`").FindAllStringSubmatch(text, -1) {
		named++
		file := m[3]
		if m[1] == "TestScript" && m[2] != "" {
			file = "cmd/platen/testdata/script/" + m[2] + ".txt"
		}
		if _, err := os.Stat(file); file != "" && err != nil || m[1] != "" && !tests[m[1]] {
			wrong("SECURITY.md names %s, which is not there", m[0])
		}
	}
	_, guarded, _ := strings.Cut(text, "## What is guarded")
	guarded, _, _ = strings.Cut(guarded, "\n## ")
	for _, p := range regexp.MustCompile(`(?m)^ *- (?:\*\*(\w+))?.*$`).FindAllString(guarded, -1) {
		if !regexp.MustCompile("`(Test|\\.ci/)").MatchString(p) && !strings.HasSuffix(p, "with the source:") && !strings.Contains(p, "**Writing.**") {
			wrong("SECURITY.md promises without a test: %.80s", strings.TrimSpace(p))
		}
	}
	if named < 30 {
		wrong("SECURITY.md names only %d tests", named)
	}
}
