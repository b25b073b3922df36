package main

import (
	"platen/convert"
	"platen/convert/archive"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// options are what the flags say.
type options struct {
	from         string
	to           []string
	output       string
	meta         tree.Meta
	number       bool
	toc          int // levels of headings in the contents
	tocSet       bool
	css          []string
	columns      int
	links        string
	resourcePath []string
	diagrams     []diagramProgram
	each         bool
	ascii        bool
	pageSize     string
	margin       string
	fontSize     float64
	pageColumns  int
	theme        string
	pageRefs     string
	pdfStandard  string
	logo         string
	fontFallback []string
	allowHTML    bool
	sites        map[string]string // addresses, by what links to them begin with
	deadLinks    string
	ditaVersion  string
	ditaChunk    string
	dita         ditaOptions
	remoteImages string
	noSearch     bool
	template     string
	baseURL      string
	brand        brand
	jobs         int
	dryRun       bool
	clean        bool
	force        bool
	inSource     bool
	cache        string // folder; "" is the user's cache folder
	noCache      bool
	watch        bool
	serve        string // address; "" does not serve
	serveHosts   []string
	limits       markdown.Limits
	images       convert.ImageLimits
	archive      archive.Limits

	ledger      bool
	quiet       bool
	progress    string
	verbose     bool
	color       string
	failOn      string
	diagnostics string
	reports     []string

	only          []string
	deps          string
	baseline      string
	writeBaseline bool

	config   string
	noConfig bool
	trust    []string
	given    map[string]bool // flags of the command line

	found map[string][]byte // files that a project file names which was only found: they are not opened again

	project tree.Meta // metadata of the project file
	name    string    // the guide's, from the project file
	version bool
	help    bool
}

// watching reports whether the run goes on after the first build.
func (o *options) watching() bool { return o.watch || o.serve != "" }
