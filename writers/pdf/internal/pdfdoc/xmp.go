package pdfdoc

import (
	"strings"
	"time"
)

// xmp is the document's metadata; it says the same as the document information. (ISO 19005-2, 6.6; ISO 14289-1, 5)
func (d *Doc) xmp() []byte {
	var b strings.Builder
	w := func(s ...string) {
		for _, x := range s {
			b.WriteString(x)
		}
	}
	prop := func(name, v string) {
		if v != "" {
			w("<", name, ">", escape(v), "</", name, ">\n")
		}
	}
	o := &d.o
	w("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`, "\n",
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"`,
		` xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">`, "\n")
	w("<dc:format>application/pdf</dc:format>\n")
	alt := func(name, v string) {
		if v != "" {
			w("<", name, `><rdf:Alt><rdf:li xml:lang="x-default">`, escape(v), "</rdf:li></rdf:Alt></", name, ">\n")
		}
	}
	alt("dc:title", o.Title)
	list := func(name, kind string, v ...string) {
		if len(v) == 0 {
			return
		}
		w("<", name, "><rdf:", kind, ">")
		for _, s := range v {
			w("<rdf:li>", escape(s), "</rdf:li>")
		}
		w("</rdf:", kind, "></", name, ">\n")
	}
	alt("dc:description", firstOf(o.Description, o.Subject))
	authors := o.Authors
	if len(authors) == 0 && o.Author != "" {
		authors = []string{o.Author}
	}
	list("dc:creator", "Seq", authors...)
	list("dc:subject", "Bag", o.Topics...)
	if o.Publisher != "" {
		list("dc:publisher", "Bag", o.Publisher)
	}
	if o.Rights != "" {
		alt("dc:rights", o.Rights)
		prop("xmpRights:Marked", "True")
	}
	w("<dc:language><rdf:Bag><rdf:li>", escape(o.Lang), "</rdf:li></rdf:Bag></dc:language>\n")
	prop("pdf:Keywords", o.Keywords)
	prop("pdf:Producer", "platen")
	prop("xmp:CreatorTool", o.Creator)
	if !o.Date.IsZero() {
		t := o.Date.UTC().Format(time.RFC3339)
		prop("xmp:CreateDate", t)
		prop("xmp:ModifyDate", t)
	}
	w(o.Standard.claims())
	w("</rdf:Description>\n")
	if o.Standard.universal() == 1 {
		w(uaSchema)
	}
	w("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

// uaSchema declares the PDF/UA property to PDF/A, which knows only its own. (ISO 19005-2, 6.6.2.3)
const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

// escape makes text fit for XML and drops what XML cannot hold.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r < 32 && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
