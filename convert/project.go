package convert

import (
	"io/fs"

	"platen/convert/internal/site"
	"platen/convert/tree"
)

// A Project is what the files of another program's project come to as settings of platen. What is read from them at each
// run by itself, as the contents, moved pages and forms of Markdown, is not among these.
type Project struct {
	Kind   string // "mkdocs", "mdbook" …; "" when there is none
	File   string // the project's file, relative to the root
	Dir    string // the pages' folder, "." for the root
	Output string // folder of the other program's pages, "" when nobody knows

	Settings []ProjectSetting
	Left     []tree.Diag // what is not taken over, with the code setting-unused
}

// A ProjectSetting is a setting by its name in platen.yaml: "html.accent" stands below html.
type ProjectSetting struct {
	Key    string
	Values []string // one, or those of a list
	List   bool
}

// ReadProject reads the files of the project in a folder. What is wrong in them is reported. Nothing of the project is run.
func ReadProject(root fs.FS, report func(tree.Diag)) *Project {
	m := site.Migrate(root, report)
	p := &Project{Kind: m.Kind, File: m.File, Dir: m.Dir, Output: m.Output}
	for _, s := range m.Settings {
		p.Settings = append(p.Settings, ProjectSetting(s))
	}
	for _, u := range m.Left {
		p.Left = append(p.Left, tree.Diag{Path: m.File, Line: u.Line, Severity: tree.Info, Code: tree.SettingUnused, Msg: u.Key + " is not taken over", Hint: u.Hint})
	}
	return p
}
