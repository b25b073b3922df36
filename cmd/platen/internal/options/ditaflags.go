package options

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"platen/writers/dita"
)

// A Topic is a line of the sheet of DITA topics.
type Topic = dita.Topic

// ditaOptions are the flags of DITA alone.
type ditaOptions struct {
	Profile, Tasks, Kind, Shortdesc, Contents, Labels, TypeKey, Links, Submaps, Keys string
	TaskPages, ConceptPages, ReferencePages                                          []string
	Conditions                                                                       map[string]string
}

// ditaFlags returns the flags of DITA.
func ditaFlags() []Flag {
	return []Flag{
		oneOf("dita-version", "", GroupLook, "Version in the public ids. [dita]", func(o *Options) *string { return &o.DitaVersion }, "none", "1.2", "1.3"),
		oneOf("dita-profile", "", GroupLook, "What the topics are for: import into a content management system (a file for each topic and a map for each chapter, keys, relations in a table, no words that elements say), or publishing with the DITA Open Toolkit. [dita]",
			func(o *Options) *string { return &o.Dita.Profile }, "publish", "import"),
		oneOf("dita-chunk", "", GroupLook, "A file for each page, each section or each topic; topics of another type have files of their own, but for composite. [dita]",
			func(o *Options) *string { return &o.DitaChunk }, "page", "section", "topic", "composite"),
		oneOf("dita-tasks", "", GroupLook, "Make tasks of procedures and of lists of commands. [dita]", func(o *Options) *string { return &o.Dita.Tasks }, "auto", "off"),
		oneOf("dita-map", "", GroupLook, "Kind of the map. [dita]", func(o *Options) *string { return &o.Dita.Kind }, "bookmap", "map"),
		oneOf("dita-shortdesc", "", GroupLook, "Short descriptions: a topic's first sentences, the description in a page's front matter, or none. [dita]",
			func(o *Options) *string { return &o.Dita.Shortdesc }, "first", "description", "none"),
		oneOf("dita-contents", "", GroupLook, "Contents lists in pages that the map has as well: leave them out or keep them. [dita]",
			func(o *Options) *string { return &o.Dita.Contents }, "drop", "keep"),
		oneOf("dita-labels", "", GroupLook, "Words like Prerequisites that name a part of a task: a bold line in its element, or none. [dita]",
			func(o *Options) *string { return &o.Dita.Labels }, "keep", "drop"),
		oneOf("dita-links", "", GroupLook, "Lists of related links: in their topics, or in the map's table of relations. [dita]",
			func(o *Options) *string { return &o.Dita.Links }, "topic", "reltable"),
		oneOf("dita-submaps", "", GroupLook, "A map of its own for each chapter with topics below it. [dita]",
			func(o *Options) *string { return &o.Dita.Submaps }, "off", "on"),
		{Name: "dita-keys", Arg: "N", Group: GroupLook, Def: "0",
			Doc: "Keys in the map for topics, the product, the version, and outside addresses that more than N links lead to; the links name the key. 0 for none. [dita]",
			set: func(o *Options, v string) error {
				n, err := strconv.Atoi(v)
				if err != nil || n < 0 || n > 1_000_000 {
					return fmt.Errorf("%q is no number of links from 0 to 1000000", v)
				}
				o.Dita.Keys = v
				return nil
			}},
		ditaPages("dita-task", "tasks", func(o *Options) *[]string { return &o.Dita.TaskPages }),
		ditaPages("dita-concept", "concepts", func(o *Options) *[]string { return &o.Dita.ConceptPages }),
		ditaPages("dita-reference", "reference topics", func(o *Options) *[]string { return &o.Dita.ReferencePages }),
		{Name: "dita-type-key", Arg: "KEY", Group: GroupLook, Def: "topic-type",
			Doc: "Name of the front matter's topic type: concept, task or reference. [dita]",
			set: func(o *Options, v string) error { o.Dita.TypeKey = strings.ToLower(v); return nil }},
		{Name: "dita-conditions", Many: true, Arg: "NAME=ATTRIBUTE", Group: GroupLook,
			Doc: "The profiling attribute for a condition of another name: tier=product; tier=- leaves it out. May be repeated. [dita]",
			set: setConditions},
	}
}

// ditaPages returns a flag for the pages that are topics of a type.
func ditaPages(name, what string, field func(*Options) *[]string) Flag {
	return Flag{Name: name, Many: true, Arg: "GLOB", Group: GroupLook,
		Doc: "Pages that are " + what + ": API_*.md, api/ or guide/*-options.md. May be repeated. [dita]",
		set: func(o *Options, v string) error {
			if _, err := path.Match(v, ""); err != nil || v == "" {
				return fmt.Errorf("%q is not a pattern: *, ? and [a-z] stand for parts of a file's name, dir/ for all below it", v)
			}
			*field(o) = append(*field(o), v)
			return nil
		}}
}

// setConditions reads NAME=ATTRIBUTE: an attribute of DITA for conditions, or - for none.
func setConditions(o *Options, v string) error {
	attributes := []string{"audience", "platform", "product", "otherprops", "props", "deliverytarget", "rev", "-"}
	for pair := range strings.SplitSeq(v, ",") {
		name, attribute, ok := strings.Cut(strings.TrimSpace(pair), "=")
		name, attribute = strings.TrimPrefix(strings.ToLower(name), "data-"), strings.ToLower(attribute)
		if !ok || name == "" {
			return fmt.Errorf("%q is not of the form NAME=ATTRIBUTE", pair)
		}
		if !slices.Contains(attributes, attribute) {
			return Unknown("attribute", attribute, attributes)
		}
		if o.Dita.Conditions == nil {
			o.Dita.Conditions = map[string]string{}
		}
		o.Dita.Conditions[name] = attribute
	}
	return nil
}

// WantsSheet reports whether a report is the sheet of DITA topics.
func (o *Options) WantsSheet() bool {
	return slices.ContainsFunc(o.Reports, func(name string) bool { return strings.EqualFold(path.Ext(name), ".csv") })
}

// ReportsTopics reports whether a report has something to say about each DITA topic.
func (o *Options) ReportsTopics() bool {
	return slices.ContainsFunc(o.Reports, func(name string) bool {
		name = strings.ToLower(name)
		return strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".codequality.json")
	})
}
