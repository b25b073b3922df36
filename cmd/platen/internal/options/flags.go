package options

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"platen/convert/tree"
)

// A Flag is one flag. Parsing, help, the man page, completion and the manual's reference are all
// made from the table that [Flags] returns.
type Flag struct {
	Name   string
	Short  string   // one letter, or ""
	Arg    string   // what the value is called; "" for a switch
	Bare   string   // value when the flag stands without one: --toc
	values []string // the values it may have, when they are few
	Files  bool     // the value is a file or folder
	By     Setter   // who may set it
	Many   bool     // may be repeated
	guide  bool     // a project file may say it for one guide, as it may all of GroupLook
	whole  bool     // of GroupLook, and for all guides and formats all the same
	writes bool     // it means something only where outputs are written
	reads  bool     // of GroupLook, and means something also where none are
	once   bool     // a second one is a fault: nothing of what was asked for is dropped
	Group  string
	Def    string // the default, when it is worth saying
	Doc    string // one sentence or two
	set    func(o *Options, value string) error
}

// Formats returns the formats that the flag means something for, as the end of its doc says; nil for all.
func (f *Flag) Formats() []string {
	_, list, ok := strings.Cut(strings.TrimSuffix(f.Doc, "]"), " [")
	if !ok {
		return nil
	}
	return strings.Split(list, ", ")
}

// ForFormat reports whether a project file may say it for one format.
func (f *Flag) ForFormat() bool { return f.Group == GroupLook && !f.whole }

// ForGuide reports whether a project file may say it for one guide.
func (f *Flag) ForGuide() bool { return f.ForFormat() || f.guide }

// keeps reports whether the flag changes nothing in an output: where and how fast a run works, what it makes of the
// source, and how findings are shown.
func (f *Flag) keeps() bool {
	return f.Group == groupRun || f.Group == groupReport || f.Name == "output" || f.Name == "to"
}

// Give sets the flag to a value, as the command line or a project file says.
func (f *Flag) Give(o *Options, value string) error {
	err := f.set(o, value)
	if err == nil && !f.keeps() {
		o.Said = append(o.Said, f.Name+"="+value)
	}
	return err
}

// A Setter is who may set a flag. Each may do what those before it may.
type Setter int

const (
	ByFound   Setter = iota // a project file that was only found, and may have come with the source
	ByTrusted               // one that the user names, builds or trusts: it writes, loosens what protects, or says what runs
	ByProject               // one that the user names or builds: it says what is made, and where
	ByLine                  // the command line only: it is about one run
)

// Groups of flags, in the order of the help.
const (
	groupWhat   = "What to convert"
	GroupLook   = "How it comes out"
	groupRun    = "How it runs"
	groupReport = "What is reported"
	GroupLimits = "Limits"
)

func Groups() []string { return []string{groupWhat, GroupLook, groupRun, groupReport, GroupLimits} }

// setBy returns the flag for fewer setters.
func setBy(who Setter, f Flag) Flag {
	f.By = who
	return f
}

// written returns a flag that means something only where outputs are written.
func written(f Flag) Flag {
	f.writes = true
	return f
}

// forGuide returns a flag that a project file may say for one guide.
func forGuide(f Flag) Flag {
	f.guide = true
	return f
}

// forAll returns the flag for all guides and formats alike, which says what is read.
func forAll(f Flag) Flag {
	f.whole, f.reads = true, true
	return f
}

// toggle returns a switch.
func toggle(name, short, group, doc string, field func(*Options) *bool) Flag {
	return Flag{Name: name, Short: short, Bare: "true", Group: group, Doc: doc, set: func(o *Options, v string) error {
		b, err := strconv.ParseBool(v)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", v)
		}
		*field(o) = b
		return nil
	}}
}

// oneOf returns a flag that takes one of a few words. The first is the default, for which the field is "".
func oneOf(name, short, group, doc string, field func(*Options) *string, values ...string) Flag {
	return Flag{Name: name, Short: short, Arg: strings.Join(values, "|"), values: values, Group: group, Def: values[0], Doc: doc,
		set: func(o *Options, v string) error {
			if !slices.Contains(values, v) {
				return Unknown("value", v, values)
			}
			if *field(o) = v; v == values[0] {
				*field(o) = ""
			}
			return nil
		}}
}

func setInt(to *int, v string, low, high int) error {
	n, err := strconv.Atoi(v)
	if err != nil {
		return fmt.Errorf("%q is not a whole number", v)
	}
	if n < low || n > high {
		return fmt.Errorf("%d is not between %d and %d", n, low, high)
	}
	*to = n
	return nil
}

func setFloat(to *float64, v string, low, high float64) error {
	n, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return fmt.Errorf("%q is not a number", v)
	}
	if !(n >= low && n <= high) {
		return fmt.Errorf("%s is not between %g and %g", v, low, high)
	}
	*to = n
	return nil
}

func setFormats(o *Options, v string) error {
	for name := range strings.SplitSeq(v, ",") {
		name = strings.TrimSpace(name)
		f, ok := FormatNamed(name)
		if !ok {
			if ext, ok := pandocExt(name); ok {
				return WrongHint("platen … --pandoc -o FILE."+ext, "unknown format %q: pandoc writes it, by the extension of the output", name)
			}
			return Unknown("format", name, FormatNames())
		}
		if !slices.Contains(o.To, f.Name) {
			o.To = append(o.To, f.Name)
		}
	}
	return nil
}

// setSite takes the address of a site that links lead to.
func setSite(o *Options, v string) error {
	from, to, ok := strings.Cut(v, "=")
	u, err := url.Parse(to)
	if !ok || from == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("%q is not like ../std/=https://example.com/std/", v)
	}
	if o.Sites == nil {
		o.Sites = map[string]string{}
	}
	o.Sites[from] = to
	return nil
}

// reportExts returns the extensions of --report, each that of a form.
func reportExts() []string { return []string{".json", ".sarif", ".xml", ".codequality.json", ".csv"} }

// setReport takes the file of --report.
func setReport(o *Options, v string) error {
	if !slices.Contains(reportExts(), strings.ToLower(filepath.Ext(v))) {
		return WrongHint("known are: "+strings.Join(reportExts(), ", "), "%q has no extension that names a form", v)
	}
	o.Reports = append(o.Reports, v)
	return nil
}

// setBaseURL takes the address of a site.
func setBaseURL(o *Options, v string) error {
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%q is no address like https://example.com/docs/", v)
	}
	o.BaseURL = u.String()
	return nil
}

// setMeta takes key=value; the value is read as a YAML scalar or list, so that dates and numbers are what
// they are in front matter.
func setMeta(o *Options, v string) error {
	key, value, ok := strings.Cut(v, "=")
	if !ok {
		key, value, ok = strings.Cut(v, ":")
	}
	key = strings.ToLower(strings.TrimSpace(key))
	if !ok || key == "" {
		return fmt.Errorf("%q is not KEY=VALUE", v)
	}
	if o.Meta == nil {
		o.Meta = tree.Meta{}
	}
	o.Meta[key] = metaValue(value)
	return nil
}

func metaValue(s string) any {
	var v any
	if strings.HasPrefix(s, "[") && yaml.Unmarshal([]byte(s), &v) == nil {
		if list, ok := v.([]any); ok {
			return list
		}
	}
	switch s {
	case "true":
		return true
	case "false":
		return false
	}
	return s
}

// flagValue makes an entry of the table a pflag.Value.
type flagValue struct {
	def   *Flag
	o     *Options
	times *int // how often it was given
}

func (v flagValue) String() string { return "" }
func (v flagValue) Type() string   { return v.def.Arg }
func (v flagValue) Set(s string) error {
	if *v.times++; v.def.once && *v.times > 1 {
		return WrongHint("several formats go into one folder: -o out/ -t html,pdf", "it is given twice, the second time for %q", s)
	}
	v.o.Again = append(v.o.Again, "--"+v.def.Name+"="+s)
	return v.def.Give(v.o, s)
}

// FlagSet returns the flags that fill o.
func FlagSet(o *Options) *pflag.FlagSet {
	fs := pflag.NewFlagSet("platen", pflag.ContinueOnError)
	fs.SortFlags = false
	fs.Usage = func() {}
	table := Flags()
	for i := range table {
		def := &table[i]
		f := fs.VarPF(flagValue{def, o, new(int)}, def.Name, def.Short, def.Doc)
		f.NoOptDefVal = def.Bare
	}
	return fs
}

// Parse reads the command line. cmd is the subcommand, "" to convert; rest are the files or its arguments.
func Parse(args []string) (o *Options, cmd string, rest []string, err error) {
	o = &Options{JobTimeout: defaultJobTimeout}
	if len(args) == 2 && args[0] == "help" { // a topic may look like a flag: --toc
		return o, "help", args[1:], nil
	}
	fs := FlagSet(o)
	if err := fs.Parse(args); err != nil {
		return nil, "", nil, flagError(err)
	}
	o.Given = map[string]bool{}
	fs.Visit(func(f *pflag.Flag) { o.Given[f.Name] = true })
	rest = fs.Args()
	if err := detached(args, rest); err != nil {
		return nil, "", nil, err
	}
	if dash := fs.ArgsLenAtDash(); dash != 0 && len(rest) > 0 {
		if slices.Contains(commandNames(), rest[0]) {
			return o, rest[0], rest[1:], nil
		}
	}
	return o, "", rest, nil
}

// flagError puts pflag's errors in our words.
func flagError(err error) error {
	var missing *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &missing):
		name := missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			if name[0] == 'V' {
				return WrongHint("did you mean --version?", "unknown flag -V")
			}
			return Wrong("unknown flag -%c", []rune(name)[0])
		}
		var names []string
		for _, f := range Flags() {
			names = append(names, f.Name)
		}
		hint := ""
		if s := Suggest(name, names); s != "" {
			hint = "did you mean --" + s + "?"
		}
		return WrongHint(hint, "unknown flag --%s", name)
	case errors.As(err, &noValue):
		return WrongHint(whatItTakes(noValue.GetFlag()), "%s needs a value", flagName(noValue.GetFlag()))
	case errors.As(err, &bad):
		cause := errors.Unwrap(bad)
		var u *UsageError
		if errors.As(cause, &u) {
			return WrongHint(cmp.Or(u.Hint, whatItTakes(bad.GetFlag())), "%s: %s", flagName(bad.GetFlag()), u.msg)
		}
		return WrongHint(whatItTakes(bad.GetFlag()), "%s: %v", flagName(bad.GetFlag()), cause)
	}
	return Wrong("%v", err)
}

func flagName(f *pflag.Flag) string { return "--" + f.Name }

// whatItTakes is the hint for a value that a flag cannot have.
func whatItTakes(f *pflag.Flag) string { return "platen help " + flagName(f) + " says what it takes" }
