package options

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"platen/convert"
	"platen/convert/pandoc"
	"platen/convert/tree"
	"platen/writers/json"
)

// filterTimeout is how long a program may take for one page, filterBytes how much it may write.
const (
	filterTimeout = 60 * time.Second
	filterBytes   = 256 << 20
)

// filterEnv is what pandoc tells a filter beside the format.
var filterEnv = []string{
	"PANDOC_VERSION=3.9",
	`PANDOC_READER_OPTIONS={"extensions":0,"standalone":true,"columns":80,"tab-stop":4,"indented-code-classes":[],"abbreviations":[],"default-image-extension":"","track-changes":"accept-changes","strip-comments":false}`,
}

// setFilter reads a program and its arguments.
func setFilter(o *Options, v string) error {
	words, err := splitWords(v)
	switch {
	case err != nil:
		return err
	case len(words) == 0:
		return errors.New("it names no program")
	}
	o.Filters = append(o.Filters, words)
	o.NoCache = true // nobody knows what a program reads
	return nil
}

// interpreter runs the filters of an extension that are no programs themselves, as pandoc does it; "" for none.
func interpreter(ext string) string {
	return map[string]string{".py": "python3", ".js": "node", ".rb": "ruby", ".pl": "perl", ".php": "php", ".r": "Rscript"}[ext]
}

// filterCommand is the program that is run for a filter, with the format as its last argument.
func filterCommand(words []string, format string) []string {
	name, ext := words[0], strings.ToLower(filepath.Ext(words[0]))
	if ext == ".lua" {
		return []string{"pandoc", "-f", "json", "-t", "json", "--lua-filter", name}
	}
	args := append(slices.Clone(words[1:]), format)
	if with := interpreter(ext); with != "" {
		if info, err := os.Stat(name); err == nil && (info.Mode()&0o111 == 0 || os.PathSeparator == '\\') {
			return append([]string{with, name}, args...)
		}
	}
	if info, err := os.Stat(name); err == nil && !info.IsDir() && !strings.ContainsRune(name, os.PathSeparator) {
		name = "." + string(os.PathSeparator) + name
	}
	return append([]string{name}, args...)
}

// FilterPasses returns what the filters do with each page. Each is a program that gets a page as pandoc's JSON and gives it
// back so.
func FilterPasses(o *Options) []convert.Pass {
	if len(o.Filters) == 0 {
		return nil
	}
	format := "html"
	if len(o.To) > 0 {
		format = o.To[0]
	}
	switch format {
	case "pdf", "dita":
		format = "html"
	case "text", "ansi":
		format = "plain"
	}
	return []convert.Pass{func(ctx context.Context, p *tree.Page) error { return filterPage(ctx, o, format, p) }}
}

// filterPage sends a page through all filters.
func filterPage(ctx context.Context, o *Options, format string, p *tree.Page) error {
	lang := p.Lang
	data := json.Page(p, lang)
	before, err := pandoc.ReadMeta(json.Page(&tree.Page{Path: p.Path, Meta: p.Meta}, lang)) // as they come back when nothing changes them
	if err != nil {
		return err
	}
	for _, words := range o.Filters {
		if data, err = runProgram(ctx, filterCommand(words, format), data, filterEnv, filterTimeout, filterBytes); err != nil {
			return err
		}
	}
	name := o.Filters[len(o.Filters)-1][0]
	var lost []string
	after, err := pandoc.Read(data, pandoc.Options{AllowHTML: o.AllowHTML, Lost: func(what, instead string) { lost = append(lost, what+" "+instead) }})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(lost) > 0 {
		hint := ""
		if strings.Contains(lost[0], "HTML") {
			hint = "; --allow-html keeps raw HTML"
		}
		return fmt.Errorf("%s: %s%s", name, lost[0], hint)
	}
	p.Blocks, p.Notes, p.IDs = after.Blocks, after.Notes, after.IDs
	p.Meta = mergeMeta(p.Meta, before, after.Meta)
	return tree.Validate(p)
}

// mergeMeta is a page's metadata with what filters changed: values that they left alone keep their types.
func mergeMeta(own, before, after tree.Meta) tree.Meta {
	out := maps.Clone(own)
	for name, v := range after {
		if !reflect.DeepEqual(before[name], v) {
			if out == nil {
				out = tree.Meta{}
			}
			out[name] = v
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			delete(out, name)
		}
	}
	return out
}
