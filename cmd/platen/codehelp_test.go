package main

import (
	"slices"
	"testing"
	"testing/fstest"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
)

// TestCodeHelp asks for an example, a cause and a cure of each code, and reads the examples that are pages: each has
// what it is an example of.
func TestCodeHelp(t *testing.T) {
	elsewhere := []tree.DiagCode{ // examples in words, or of more than one file
		tree.ControlChar, tree.BadEncoding, tree.LinkCase, tree.NotInContents, tree.LeftOut, tree.DialectChosen, tree.ArchiveEntry, tree.Clash,
		tree.ContentsLeft, tree.DiagramFailed, tree.DrawingParts, tree.FileUnreadable, tree.Flattened, tree.FontDamaged, tree.LedgerExtra, tree.LedgerLost,
		tree.LedgerUnread, tree.LimitHit, tree.MissingGlyph, tree.NoRoom, tree.PageFailed, tree.PageUnreadable, tree.SettingUnused,
		tree.ContentsMissing, tree.DeadLinks, tree.Plugin, tree.SourceLost, tree.BadCommand, tree.InputMissing, tree.RunNote, tree.StaleOutput, tree.StyleMade, tree.TopicSplit, tree.UnknownName, tree.WriteFailed,
	}
	for _, c := range tree.Codes() {
		h := c.Code.Help()
		if h.Example == "" || h.Cause == "" || h.Cure == "" {
			t.Errorf("%s has no help", c.Code)
		}
		if slices.Contains(elsewhere, c.Code) {
			continue
		}
		files := fstest.MapFS{"page.md": {Data: []byte("# Page\n\n" + h.Example + "\n")}, "limits.md": {Data: []byte("# Limits\n")}, "img/plan.png": {Data: []byte("GIF89a")}, "plan.png": {Data: []byte("GIF89a")}, "demo/index.html": {Data: []byte("<p>Demo</p>")}}
		if h.Example[:3] == "---" {
			files["page.md"].Data = []byte(h.Example + "\n\n# Page\n")
		}
		var found report.Collector
		book, err := convert.Load(t.Context(), convert.Source{FS: files, Name: "guide"}, convert.Options{}, found.Report)
		if err != nil {
			t.Fatal(err)
		}
		var jobs []convert.Job
		for _, f := range options.Formats() {
			jobs = append(jobs, convert.Job{Writer: f.Make(&options.Settings{Options: &options.Options{}}), Out: &memory{files: map[string][]byte{}}})
		}
		if err := convert.Write(t.Context(), book, jobs, found.Report); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(found.Sorted(nil), func(d tree.Diag) bool { return d.Code == c.Code }) {
			t.Errorf("%s: its example has %v", c.Code, found.Sorted(nil))
		}
	}
}
