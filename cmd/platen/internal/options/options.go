// Package options is what can be said on the command line and in a project file: commands, flags, formats, and what each
// writer is made from.
package options

import (
	"fmt"
	"time"

	"platen/convert"
	"platen/convert/archive"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// Options are what the flags say.
type Options struct {
	From         string
	To           []string
	Output       string
	Meta         tree.Meta
	Number       bool
	Toc          int // levels of headings in the contents
	TocSet       bool
	Css          []string
	Columns      int
	Links        string
	ResourcePath []string
	Diagrams     []Program
	Filters      [][]string // programs and their arguments
	Pandoc       bool       // pandoc may be run for formats that it writes
	ReferenceDoc string
	Each         bool
	GuideFolders bool
	Ascii        bool
	PageSize     string
	Margin       string
	FontSize     float64
	PageColumns  int
	Theme        string
	PageRefs     string
	ImageDPI     int
	PdfStandard  string
	Logo         string
	Cover        string
	ImageLimit   int
	FontFallback []string
	SystemFonts  bool
	FigureList   bool
	TableList    bool
	AllowHTML    bool
	Sites        map[string]string // addresses, by what links to them begin with
	DeadLinks    string
	Icons        string
	IncludeIf    []tree.Condition // text for some readers that is wanted
	ExcludeIf    []tree.Condition // and that is not
	DitaVersion  string
	MdDialect    string
	DitaChunk    string
	Dita         ditaOptions
	Math         string
	TextMath     string
	RemoteImages string
	NoSearch     bool
	Template     string
	BaseURL      string
	BaseOwn      bool // BaseURL is that of the one guide, and not of the folder of several
	Brand        brand
	Jobs         int
	DryRun       bool
	Clean        bool
	Force        bool
	InSource     bool
	AllOrNothing bool   // a guide of which something is missing is not written
	Cache        string // folder; "" is the user's cache folder
	NoCache      bool
	Watch        bool
	Serve        string // address; "" does not serve
	ServeHosts   []string
	ServeToken   string // "auto" for one that is made
	Open         bool
	Select       Selection     // of the project's guides
	JobTimeout   time.Duration // of a worker's job
	Quarantine   string        // file of the jobs that a worker does not run; "" for none
	Limits       markdown.Limits
	Images       convert.ImageLimits
	Archive      archive.Limits
	OutputBytes  int // of a guide in one format, beyond what its source allows
	OutputFiles  int

	Ledger      bool
	Quiet       bool
	Progress    string
	Verbose     bool
	Color       string
	FailOn      string
	Diagnostics string
	Reports     []string
	Timings     bool

	Rules         Rules // what becomes of findings by their codes
	Only          []string
	Deps          string
	Baseline      string
	WriteBaseline bool

	Config   string
	NoConfig bool
	Trust    []string
	Given    map[string]bool // flags of the command line

	Found map[string][]byte // files that a project file names which was only found: they are not opened again

	Again []string // all flags of the command line, as it may give them again: --name=value

	Said []string // the flags that change outputs, in the order in which they were given: name=value

	Project tree.Meta // metadata of the project file
	Name    string    // the guide's, from the project file
	Version bool
	Help    bool
}

// Watching reports whether the run goes on after the first build.
func (o *Options) Watching() bool { return o.Watch || o.Serve != "" }

// Key returns what of the options changes outputs.
func (o *Options) Key() string { return fmt.Sprintf("%q %#v %q", o.Said, o.Project, o.Name) }
