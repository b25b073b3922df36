package report

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
)

// A topicLine is a DITA topic as reports have it.
type topicLine struct {
	File      string `json:"file"` // below the format's folder
	ID        string `json:"id"`
	Title     string `json:"title"`
	Type      string `json:"type"`
	Why       string `json:"why"`
	Page      string `json:"page"`
	Line      int    `json:"line,omitempty"`
	Shortdesc int    `json:"shortdescWords"`
	Flattened int    `json:"flattened"`
	Links     int    `json:"links"`
	Outside   int    `json:"outsideLinks"`
}

// topicLines are the topics that were made of an input.
func topicLines(o *Outcome) []topicLine {
	var out []topicLine
	for _, t := range o.Topics {
		out = append(out, topicLine{t.File, t.ID, t.Title, t.Type, t.Why, o.In.Shown(t.Page), t.Line, t.Shortdesc, t.Flattened, t.Links, t.Outside})
	}
	return out
}

// csv is the report of a .csv file: the sheet of DITA topics, a line each below the names of its columns. (RFC 4180, with the line ends of Unix)
func (r *report) csv() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{"guide", "file", "id", "title", "type", "why", "page", "line", "shortdesc words", "flattened", "links", "outside links"})
	for _, g := range r.books {
		for _, t := range g.Topics {
			line := ""
			if t.Line > 0 {
				line = strconv.Itoa(t.Line)
			}
			w.Write([]string{cell(g.Name), cell(t.File), cell(t.ID), cell(t.Title), t.Type, t.Why, cell(t.Page), line,
				strconv.Itoa(t.Shortdesc), strconv.Itoa(t.Flattened), strconv.Itoa(t.Links), strconv.Itoa(t.Outside)})
		}
	}
	w.Flush()
	return b.Bytes()
}

// cell keeps words of a page from being a formula to a spreadsheet.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
