// Package migrate writes a project file of platen from the files of another program's project.
package migrate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers/html"
	"platen/writers/output"
)

// fileName is the project file that is written, in the project's folder.
const fileName = "platen.yaml"

// Command does what platen migrate says, and returns the exit code.
func Command(stdout, stderr io.Writer, o *options.Options, args []string) int {
	if len(args) != 1 {
		return report.Fault(stderr, options.WrongHint("platen migrate docs/", "migrate needs the folder of a project"))
	}
	root, err := os.OpenRoot(args[0])
	if err != nil {
		return report.Fault(stderr, options.NotThere(args[0], err))
	}
	defer root.Close()
	exit := report.ExitOK
	say := func(d tree.Diag) {
		place := filepath.Join(args[0], filepath.FromSlash(d.Path))
		if d.Line > 0 {
			place += fmt.Sprintf(":%d", d.Line)
		}
		fmt.Fprintln(stderr, report.Printable(fmt.Sprintf("%s: %s: %s [%s]", place, d.Severity, d.Msg, d.Code)))
		if d.Hint != "" {
			fmt.Fprintln(stderr, "   "+report.Printable(d.Hint))
		}
	}
	p := convert.ReadProject(root.FS(), func(d tree.Diag) {
		if d.Severity == tree.Error {
			exit = report.ExitFailed
		}
		if d.Severity != tree.Info {
			say(d)
		}
	})
	if exit != report.ExitOK {
		return exit
	}
	if p.File == "" {
		return report.Fault(stderr, options.WrongHint("a folder of pages needs no project file: platen "+args[0]+" -o out/",
			"%s: there is no project of MkDocs, mdBook, Docusaurus, VitePress, Jekyll, Hugo, DocFX or Sphinx", args[0]))
	}
	text := File(p, filepath.Base(absolute(args[0])))
	if o.DryRun {
		stdout.Write(text)
		return exit
	}
	name := filepath.Join(args[0], fileName)
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) && !o.Force {
		return report.Fault(stderr, options.WrongHint("--force replaces it, --dry-run shows what would be in it", "%s is there already", name))
	}
	if err := output.Replace(name, text, nil); err != nil {
		fmt.Fprintln(stderr, "platen:", report.Printable(report.NotWritten(name, err).Msg))
		return report.ExitFailed
	}
	if !o.Quiet {
		for _, d := range p.Left {
			say(d)
		}
		fmt.Fprintln(stderr, report.Printable(fmt.Sprintf("platen: %s written: %s from %s, %d not taken over; platen build %s makes the site",
			name, report.Count(len(p.Settings), "setting"), p.File, len(p.Left), name)))
	}
	return exit
}

func absolute(dir string) string {
	if a, err := filepath.Abs(dir); err == nil {
		return a
	}
	return dir
}

// File returns the text of a project file for the project in a folder of this name.
func File(p *convert.Project, folder string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Written from %s, which is read at each build as well: the contents, moved pages and the forms of Markdown stand there.\n", comment(p.File))
	out := path.Clean("/" + p.Output)[1:]
	if out == "" {
		out = "site"
	}
	if p.Dir == "." || out == p.Dir || strings.HasPrefix(out+"/", p.Dir+"/") {
		fmt.Fprintf(&b, "output: %s\n", scalar("../"+folder+"-site/"))
	} else {
		fmt.Fprintf(&b, "output: %s\nin-source: true # beside the pages, which are in %s\n", scalar(out+"/"), comment(p.Dir))
	}
	sections := map[string][]convert.ProjectSetting{}
	var order []string
	for _, s := range p.Settings {
		section, _, below := strings.Cut(s.Key, ".")
		if !below {
			section = ""
		}
		if !slices.Contains(order, section) {
			order = append(order, section)
		}
		sections[section] = append(sections[section], s)
	}
	slices.SortStableFunc(order, func(a, b string) int { return strings.Compare(rank(a), rank(b)) })
	for _, section := range order {
		indent := ""
		if section != "" {
			indent = "  "
			b.WriteString(section + ":\n")
		}
		for _, s := range sections[section] {
			writeSetting(&b, indent, s)
		}
	}
	b.WriteString("guides:\n  - path: .\n")
	if len(p.Left) > 0 {
		b.WriteString("\n# Not taken over:\n")
		for _, d := range p.Left {
			line := strings.TrimSuffix(d.Msg, " is not taken over")
			if d.Line > 0 {
				line = fmt.Sprintf("line %d: %s", d.Line, line)
			}
			if d.Hint != "" {
				line += " (" + d.Hint + ")"
			}
			b.WriteString("#   " + comment(line) + "\n")
		}
	}
	return b.Bytes()
}

// rank puts single keys first, then metadata, then the formats.
func rank(section string) string {
	switch section {
	case "":
		return "0"
	case "metadata":
		return "1"
	}
	return "2" + section
}

func writeSetting(b *bytes.Buffer, indent string, s convert.ProjectSetting) {
	key := s.Key[strings.LastIndexByte(s.Key, '.')+1:]
	if key == "accent" {
		color, was := readable(s.Values[0])
		if color == "" {
			return
		}
		fmt.Fprintf(b, "%saccent: %s", indent, scalar(color))
		if was != "" {
			fmt.Fprintf(b, " # darker than %s, in which text is hard to read", comment(was))
		}
		b.WriteByte('\n')
		return
	}
	if s.List {
		fmt.Fprintf(b, "%s%s:\n", indent, key)
		for _, v := range s.Values {
			fmt.Fprintf(b, "%s  - %s\n", indent, scalar(v))
		}
		return
	}
	fmt.Fprintf(b, "%s%s: %s\n", indent, key, scalar(s.Values[0]))
}

// readable returns the colour, made darker until it can be read on the page, and then also what it was; "" for no colour.
func readable(color string) (c, was string) {
	c = color
	for range 60 {
		if _, err := html.ParseAccent(c); err == nil {
			if c != color {
				was = color
			}
			return c, was
		}
		var r, g, b int
		h := strings.TrimPrefix(c, "#")
		if len(h) == 3 {
			h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
		}
		if n, err := fmt.Sscanf(h, "%02x%02x%02x", &r, &g, &b); n != 3 || err != nil || len(h) != 6 {
			return "", ""
		}
		c = fmt.Sprintf("#%02x%02x%02x", r*95/100, g*95/100, b*95/100)
	}
	return "", ""
}

// scalar returns a value of YAML: plain where nothing could be read in it, else in quotes as JSON has them.
func scalar(s string) string {
	if s == "true" || s == "false" {
		return s
	}
	plain := s != "" && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z' || s[0] == '.')
	for _, r := range s {
		plain = plain && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("./_-", r))
	}
	if plain && !slices.Contains([]string{"yes", "no", "on", "off", "null", "y", "n"}, strings.ToLower(s)) {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

// comment makes s fit for a line of a comment.
func comment(s string) string { return strings.Join(strings.Fields(report.Printable(s)), " ") }
