package report

import (
	"strings"
	"testing"
	"time"

	"platen/cmd/platen/internal/options"
)

// TestTableNames tells rows apart: a long name is cut in its middle, and names that are the same then give way to their sources.
func TestTableNames(t *testing.T) {
	long := "amazing-elastic-container-platform-user-guide-for-"
	table := table{guides: true, rows: []sumRow{
		{name: long + "linux", source: "a"}, {name: long + "windows", source: "b"},
		{name: "guide", source: "v1/guide"}, {name: "guide", source: "v2/guide"},
	}}
	var out strings.Builder
	table.print(&out, &options.Options{}, time.Time{})
	var names []string
	for line := range strings.Lines(out.String()) {
		names = append(names, strings.Fields(line)[0])
	}
	want := "pages amazing-elastic-con...er-guide-for-linux amazing-elastic-con...-guide-for-windows v1/guide v2/guide total"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
