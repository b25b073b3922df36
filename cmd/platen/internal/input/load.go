package input

import (
	"platen/cmd/platen/internal/options"
	"platen/convert"
)

// LoadOptions returns what the flags say about reading the input.
func (in *Input) LoadOptions(o *options.Options) (convert.Options, error) {
	opts := convert.Options{From: o.From, Meta: o.Meta, Project: o.Project, Name: o.Name, Limits: o.Limits, Images: o.Images, AllowHTML: o.AllowHTML}
	opts.Diagrams = options.DiagramsOf(o.Diagrams)
	if o.Brand.Mermaid != "" && len(o.To) == 1 && o.To[0] == "html" {
		opts.Diagrams.Shown = []string{"mermaid"}
	}
	opts.Passes = options.FilterPasses(o)
	if o.Ledger {
		opts.Account = &convert.Account{}
	}
	opts.BaseURL, opts.Sites = o.BaseURL, o.Sites
	opts.DeadLinks = map[string]convert.DeadLinks{"keep": convert.DeadLinksKeep, "drop": convert.DeadLinksDrop}[o.DeadLinks]
	opts.IconNames = o.Icons == "names"
	opts.Conditions = convert.Conditions{Include: o.IncludeIf, Exclude: o.ExcludeIf, Keep: len(o.To) == 1 && o.To[0] == "dita"}
	for _, p := range o.ResourcePath {
		inside, err := in.Inside(p)
		if err != nil {
			return opts, err
		}
		opts.ResourcePath = append(opts.ResourcePath, inside)
	}
	return opts, nil
}
