package report

import (
	"fmt"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// annotation returns the finding as a workflow command of GitHub Actions, a line that the runner shows on the
// pull request. (docs.github.com, Workflow commands: Setting a notice, warning or error message)
func (f *entry) annotation() string {
	kind := f.Severity
	if kind == tree.Info.String() {
		kind = "notice"
	}
	var with []string
	set := func(key, value string) { with = append(with, key+"="+githubValue.Replace(Printable(value))) }
	number := func(key string, n int) {
		if n > 0 {
			set(key, strconv.Itoa(n))
		}
	}
	if f.File != "" && f.File != "<stdin>" {
		set("file", f.File)
		number("line", f.Line)
		number("endLine", f.EndLine)
		if f.EndLine == 0 || f.EndLine == f.Line { // columns are for ranges in one line
			number("col", f.Column)
			number("endColumn", f.EndColumn)
		}
	}
	set("title", string(f.Code))
	return fmt.Sprintf("::%s %s::%s\n", kind, strings.Join(with, ","), githubText.Replace(Printable(f.text())))
}

// Annotated returns what stopped a run as a workflow command.
func Annotated(msg string) string {
	return "::error title=platen::" + githubText.Replace(Printable(msg)) + "\n"
}

// githubText and githubValue write what the runner reads back: the text of a command, and the value of a parameter.
var (
	githubText  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubValue = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
