package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// The parts of a JUnit report: a suite for each input, a case for each page.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string           `xml:"name,attr"`
		Tests      int              `xml:"tests,attr"`
		Failures   int              `xml:"failures,attr"`
		Errors     int              `xml:"errors,attr"`
		Skipped    int              `xml:"skipped,attr"`
		Time       string           `xml:"time,attr,omitempty"` // in seconds, with --timings
		Properties *junitProperties `xml:"properties"`
		Cases      []junitCase      `xml:"testcase"`
	}
	junitProperties struct {
		List []junitProperty `xml:"property"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Error   *junitFailure `xml:"error"`
		Failure *junitFailure `xml:"failure"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// junit is the report of an .xml file. A page fails when it has findings at or above --fail-on; others are
// in its output. Problems without a page are a suite of their own.
func (r *report) junit() []byte {
	all := junitSuites{Name: "platen"}
	for _, b := range r.books {
		s := junitSuite{Name: xmlText(b.Name), Properties: b.properties()}
		if b.Seconds > 0 {
			s.Time = strconv.FormatFloat(b.Seconds, 'f', 3, 64)
		}
		byFile := map[string][]entry{}
		files := append([]string{}, b.Pages...)
		known := map[string]bool{}
		for _, p := range files {
			known[p] = true
		}
		for _, f := range b.Findings {
			if !known[f.File] {
				known[f.File] = true
				files = append(files, f.File)
			}
			byFile[f.File] = append(byFile[f.File], f)
		}
		for _, file := range files {
			s.Cases = append(s.Cases, junitPage(b.Name, file, byFile[file], r.failOn))
		}
		all.add(s)
	}
	if len(r.problems)+len(r.rest) > 0 {
		s := junitSuite{Name: "run"}
		for i, p := range r.problems {
			s.Cases = append(s.Cases, junitCase{Class: "platen", Name: "problem " + strconv.Itoa(i+1), Error: &junitFailure{Message: xmlText(p), Type: "failed"}})
		}
		for _, f := range r.rest {
			s.Cases = append(s.Cases, junitPage("platen", f.File, []entry{f}, r.failOn))
		}
		all.add(s)
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	e := xml.NewEncoder(&out)
	e.Indent("", " ")
	e.Encode(all)
	out.WriteByte('\n')
	return out.Bytes()
}

// properties say of a guide that it lacks something; nil for one that does not.
func (b *bookReport) properties() *junitProperties {
	if b.Status != statusIncomplete && b.Status != statusFailed {
		return nil
	}
	return &junitProperties{[]junitProperty{{"status", b.Status}}}
}

func (a *junitSuites) add(s junitSuite) {
	for _, c := range s.Cases {
		s.Tests++
		switch {
		case c.Error != nil:
			s.Errors++
		case c.Failure != nil:
			s.Failures++
		}
	}
	a.Tests += s.Tests
	a.Failures += s.Failures
	a.Errors += s.Errors
	a.Suites = append(a.Suites, s)
}

// junitPage returns the case of a page.
func junitPage(guide, file string, found []entry, failOn tree.Severity) junitCase {
	c := junitCase{Class: xmlText(guide), Name: xmlText(file)}
	var bad, fine strings.Builder
	n := 0
	for _, f := range found {
		line := fmt.Sprintf("%s:%d:%d: %s: %s [%s]\n", f.File, f.Line, f.Column, f.Severity, f.text(), f.Code)
		if f.Known || f.Excused || severityOf(f.Severity) < failOn && !f.incomplete() {
			fine.WriteString(line)
			continue
		}
		if n += max(f.Count, 1); c.Failure == nil {
			c.Failure = &junitFailure{Message: xmlText(f.Message), Type: string(f.Code)}
		}
		bad.WriteString(line)
	}
	if n > 1 {
		c.Failure.Message += fmt.Sprintf(" (and %d more)", n-1)
	}
	if n > 0 {
		c.Failure.Text = xmlText(bad.String())
	}
	c.Out = xmlText(fine.String())
	return c
}

// severityOf returns the severity of that name.
func severityOf(name string) tree.Severity {
	for s := tree.Info; s < tree.Error; s++ {
		if s.String() == name {
			return s
		}
	}
	return tree.Error
}

// xmlText replaces what XML cannot hold; encoding/xml does so too, but the bytes of a wrong encoding would
// become several signs.
func xmlText(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
