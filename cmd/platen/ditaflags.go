package main

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// ditaOptions are the flags of DITA alone.
type ditaOptions struct {
	profile, tasks, kind, shortdesc, contents, labels, typeKey string
	taskPages, conceptPages, referencePages                    []string
	conditions                                                 map[string]string
}

// ditaFlags returns the flags of DITA.
func ditaFlags() []flagDef {
	return []flagDef{
		oneOf("dita-version", "", groupLook, "Version in the public ids. [dita]", func(o *options) *string { return &o.ditaVersion }, "none", "1.2", "1.3"),
		oneOf("dita-profile", "", groupLook, "What the topics are for: import into a content management system (a file each topic, no words that elements say), or publishing with the DITA Open Toolkit. [dita]",
			func(o *options) *string { return &o.dita.profile }, "publish", "import"),
		oneOf("dita-chunk", "", groupLook, "A file for each page, each section or each topic; topics of another type have files of their own, but for composite. [dita]",
			func(o *options) *string { return &o.ditaChunk }, "page", "section", "topic", "composite"),
		oneOf("dita-tasks", "", groupLook, "Make tasks of procedures and of lists of commands. [dita]", func(o *options) *string { return &o.dita.tasks }, "auto", "off"),
		oneOf("dita-map", "", groupLook, "Kind of the map. [dita]", func(o *options) *string { return &o.dita.kind }, "bookmap", "map"),
		oneOf("dita-shortdesc", "", groupLook, "Short descriptions: a topic's first sentences, the description in a page's front matter, or none. [dita]",
			func(o *options) *string { return &o.dita.shortdesc }, "first", "description", "none"),
		oneOf("dita-contents", "", groupLook, "Contents lists in pages that the map has as well: leave them out or keep them. [dita]",
			func(o *options) *string { return &o.dita.contents }, "drop", "keep"),
		oneOf("dita-labels", "", groupLook, "Words like Prerequisites that name a part of a task: a bold line in its element, or none. [dita]",
			func(o *options) *string { return &o.dita.labels }, "keep", "drop"),
		ditaPages("dita-task", "tasks", func(o *options) *[]string { return &o.dita.taskPages }),
		ditaPages("dita-concept", "concepts", func(o *options) *[]string { return &o.dita.conceptPages }),
		ditaPages("dita-reference", "reference topics", func(o *options) *[]string { return &o.dita.referencePages }),
		{name: "dita-type-key", arg: "KEY", group: groupLook, def: "topic-type",
			doc: "Name of the front matter's topic type: concept, task or reference. [dita]",
			set: func(o *options, v string) error { o.dita.typeKey = strings.ToLower(v); return nil }},
		{name: "dita-conditions", many: true, arg: "NAME=ATTRIBUTE", group: groupLook,
			doc: "The profiling attribute for a condition of another name: tier=product; tier=- leaves it out. May be repeated. [dita]",
			set: setConditions},
	}
}

// ditaPages returns a flag for the pages that are topics of a type.
func ditaPages(name, what string, field func(*options) *[]string) flagDef {
	return flagDef{name: name, many: true, arg: "GLOB", group: groupLook,
		doc: "Pages that are " + what + ": API_*.md, api/ or guide/*-options.md. May be repeated. [dita]",
		set: func(o *options, v string) error {
			if _, err := path.Match(v, ""); err != nil || v == "" {
				return fmt.Errorf("%q is not a pattern: *, ? and [a-z] stand for parts of a file's name, dir/ for all below it", v)
			}
			*field(o) = append(*field(o), v)
			return nil
		}}
}

// setConditions reads NAME=ATTRIBUTE: an attribute of DITA for conditions, or - for none.
func setConditions(o *options, v string) error {
	attributes := []string{"audience", "platform", "product", "otherprops", "props", "deliverytarget", "rev", "-"}
	for pair := range strings.SplitSeq(v, ",") {
		name, attribute, ok := strings.Cut(strings.TrimSpace(pair), "=")
		name, attribute = strings.TrimPrefix(strings.ToLower(name), "data-"), strings.ToLower(attribute)
		if !ok || name == "" {
			return fmt.Errorf("%q is not of the form NAME=ATTRIBUTE", pair)
		}
		if !slices.Contains(attributes, attribute) {
			return unknown("attribute", attribute, attributes)
		}
		if o.dita.conditions == nil {
			o.dita.conditions = map[string]string{}
		}
		o.dita.conditions[name] = attribute
	}
	return nil
}
