package main

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// validSARIF expects a file to be a SARIF 2.1.0 log: the properties that the specification requires are
// there, have their types, and there are no others than those of its objects that platen uses.
func validSARIF(ts *testscript.TestScript, neg bool, args []string) {
	var log map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &log))
	v := checker{ts: ts}
	v.object("log", log, "version", "runs", "?$schema")
	if log["version"] != "2.1.0" {
		ts.Fatalf("version %v", log["version"])
	}
	for _, run := range v.list("runs", log["runs"]) {
		v.object("run", run, "tool", "?invocations", "?columnKind", "?results")
		if kind := run["columnKind"]; kind != "unicodeCodePoints" && kind != "utf16CodeUnits" {
			ts.Fatalf("columnKind %v", kind)
		}
		driver := v.object("driver", v.object("tool", run["tool"], "driver")["driver"], "name", "informationUri", "?version", "?rules")
		rules := v.list("rules", driver["rules"])
		var ids []string
		for _, rule := range rules {
			v.object("rule", rule, "id", "shortDescription", "fullDescription", "help", "properties", "?defaultConfiguration")
			v.text(rule["shortDescription"])
			v.text(rule["fullDescription"])
			v.level(v.object("defaultConfiguration", rule["defaultConfiguration"], "?level")["level"])
			ids = append(ids, rule["id"].(string))
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != len(tree.Codes()) {
			ts.Fatalf("%d rules, and %d codes", len(ids), len(tree.Codes()))
		}
		for _, call := range v.list("invocations", run["invocations"]) {
			v.object("invocation", call, "executionSuccessful", "?exitCode", "?toolExecutionNotifications")
			if _, ok := call["executionSuccessful"].(bool); !ok {
				ts.Fatalf("executionSuccessful %v", call["executionSuccessful"])
			}
			if call["toolExecutionNotifications"] != nil {
				for _, n := range v.list("notifications", call["toolExecutionNotifications"]) {
					v.object("notification", n, "message", "?level")
					v.text(n["message"])
					v.level(n["level"])
				}
			}
		}
		for _, r := range v.list("results", run["results"]) {
			v.result(r, rules)
		}
	}
}

// A checker looks at JSON values.
type checker struct{ ts *testscript.TestScript }

// object expects an object with these properties; those with a question mark may be missing.
func (v checker) object(what string, x any, properties ...string) map[string]any {
	m, ok := x.(map[string]any)
	if !ok {
		v.ts.Fatalf("%s is %T", what, x)
	}
	for _, p := range properties {
		if _, ok := m[p]; !ok && !strings.HasPrefix(p, "?") {
			v.ts.Fatalf("%s lacks %s", what, p)
		}
	}
	for p := range m {
		if !slices.Contains(properties, p) && !slices.Contains(properties, "?"+p) {
			v.ts.Fatalf("%s has %s", what, p)
		}
	}
	return m
}

func (v checker) list(what string, x any) []map[string]any {
	l, ok := x.([]any)
	if !ok {
		v.ts.Fatalf("%s is %T", what, x)
	}
	var out []map[string]any
	for _, e := range l {
		out = append(out, e.(map[string]any))
	}
	return out
}

func (v checker) text(x any) {
	if s, ok := v.object("message", x, "text")["text"].(string); !ok || s == "" {
		v.ts.Fatalf("text %v", x)
	}
}

func (v checker) level(x any) {
	if !slices.Contains([]any{"none", "note", "warning", "error"}, x) {
		v.ts.Fatalf("level %v", x)
	}
}

func (v checker) result(r map[string]any, rules []map[string]any) {
	v.object("result", r, "message", "?ruleId", "?ruleIndex", "?level", "?locations", "partialFingerprints", "?baselineState", "?suppressions")
	v.text(r["message"])
	v.level(r["level"])
	if p := v.object("partialFingerprints", r["partialFingerprints"], "primaryLocationLineHash"); p["primaryLocationLineHash"] == "" {
		v.ts.Fatalf("no fingerprint")
	}
	if i := int(r["ruleIndex"].(float64)); rules[i]["id"] != r["ruleId"] {
		v.ts.Fatalf("rule %d is not %v", i, r["ruleId"])
	}
	if r["locations"] == nil {
		return
	}
	for _, l := range v.list("locations", r["locations"]) {
		p := v.object("physicalLocation", v.object("location", l, "physicalLocation")["physicalLocation"], "artifactLocation", "?region")
		if _, err := url.Parse(v.object("artifactLocation", p["artifactLocation"], "uri")["uri"].(string)); err != nil {
			v.ts.Fatalf("%v", err)
		}
		if p["region"] == nil {
			continue
		}
		for name, n := range v.object("region", p["region"], "startLine", "?startColumn", "?endLine", "?endColumn") {
			if n, ok := n.(float64); !ok || n < 1 || n != float64(int(n)) {
				v.ts.Fatalf("%s is %v", name, n)
			}
		}
	}
}

// junitForm is what Jenkins' schema of JUnit reports allows of what platen writes: the elements that an element may
// hold, and its attributes, those with an exclamation mark required.
func junitForm() map[string][2]string {
	return map[string][2]string{
		"":           {"testsuites", ""},
		"testsuites": {"testsuite", "name tests failures errors"},
		"testsuite":  {"properties testcase", "name! tests! failures! errors! skipped"},
		"properties": {"property", ""},
		"property":   {"", "name! value!"},
		"testcase":   {"error failure system-out", "name! classname"},
		"error":      {"", "type message"},
		"failure":    {"", "type message"},
		"system-out": {"", ""},
	}
}

// checkElement holds an element of a JUnit report against the form.
func checkElement(ts *testscript.TestScript, parent string, e xml.StartElement) {
	form := junitForm()
	name := e.Name.Local
	if !slices.Contains(strings.Fields(form[parent][0]), name) {
		ts.Fatalf("<%s> in <%s>", name, parent)
	}
	allowed := strings.Fields(form[name][1])
	for _, a := range e.Attr {
		if !slices.Contains(allowed, a.Name.Local) && !slices.Contains(allowed, a.Name.Local+"!") {
			ts.Fatalf("<%s %s>", name, a.Name.Local)
		}
	}
	for _, a := range allowed {
		if need, ok := strings.CutSuffix(a, "!"); ok && !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == need }) {
			ts.Fatalf("<%s> lacks %s", name, need)
		}
	}
}

// validJUnit expects a file to be a JUnit report with counts that are those of its cases.
func validJUnit(ts *testscript.TestScript, neg bool, args []string) {
	count := map[string]int{}
	said := map[string]int{}
	open := []string{""} // elements around
	d := xml.NewDecoder(strings.NewReader(ts.ReadFile(args[0])))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		ts.Check(err)
		if _, ok := tok.(xml.EndElement); ok {
			open = open[:len(open)-1]
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		checkElement(ts, open[len(open)-1], start)
		open = append(open, start.Name.Local)
		count[start.Name.Local]++
		for _, a := range start.Attr {
			if start.Name.Local == "testsuites" {
				said[a.Name.Local], _ = strconv.Atoi(a.Value)
			}
		}
	}
	if count["testsuites"] != 1 || count["testcase"] == 0 || said["tests"] != count["testcase"] || said["failures"] != count["failure"] || said["errors"] != count["error"] {
		ts.Fatalf("says %v and has %v", said, count)
	}
}

// TestCountPage counts words across inlines, in code and in notes.
func TestCountPage(t *testing.T) {
	text := func(s string) *tree.Text { return &tree.Text{S: s} }
	p := &tree.Page{Blocks: []tree.Block{
		&tree.Paragraph{Inlines: []tree.Inline{text("un"), &tree.Strong{Inlines: []tree.Inline{text("believ")}}, text("able, "), &tree.Link{Inlines: []tree.Inline{text("a link")}}, &tree.Break{}, text("end")}},
		&tree.Paragraph{Inlines: []tree.Inline{text("next\u2003one")}},
		&tree.CodeBlock{Text: "go run .\n"},
	}, Notes: []*tree.Footnote{{Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{text("note")}}}}}}
	if words, links := report.CountPage(p); words != 10 || links != 1 {
		t.Errorf("%d words, %d links", words, links)
	}
}
