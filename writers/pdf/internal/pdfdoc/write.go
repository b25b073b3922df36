package pdfdoc

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"platen/writers/internal/pages"
)

// Write makes the file. The document must not be used any more afterwards. The same document gives the same bytes.
func (d *Doc) Write(out io.Writer) error {
	if len(d.pages) == 0 {
		return errors.New("a document without pages")
	}
	pages.All(len(d.pages), func(i int) { d.pages[i].Close() })
	var icc []byte
	if d.o.Standard.archive() > 0 {
		icc = srgbProfile()
	}
	w, err := d.skeleton(d.xmp(), icc)
	if err != nil {
		return err
	}
	w.modern = d.o.Standard.Modern()
	if w.fonts, err = d.usedFonts(); err != nil {
		return err
	}
	for _, u := range w.fonts {
		u.num = w.add(nil)
	}
	images := w.addImages(d)
	for _, u := range w.fonts {
		if err := w.addFont(u); err != nil {
			return err
		}
	}
	w.set(2, w.resources(images))
	for i, p := range d.pages {
		w.o[pageObject(i)+1] = object{stream: p.z, packed: true}
		p.z = nil
	}
	w.addStructure(d)
	w.finishInfo(d)
	w.finishCatalogue(d)
	return w.write(out)
}

// resources is the dictionary that all pages share.
func (w *file) resources(images []*Image) []byte {
	b := []byte("<</ProcSet[/PDF/Text/ImageB/ImageC]")
	if len(w.fonts) > 0 {
		b = append(b, "/Font<<"...)
		for _, u := range w.fonts {
			b = fmt.Appendf(b, "/%s %d 0 R", u.face.Resource(), u.num)
		}
		b = append(b, ">>"...)
	}
	if len(images) > 0 {
		b = append(b, "/XObject<<"...)
		for _, im := range images {
			if im.inner {
				continue
			}
			b = fmt.Appendf(b, "/%s %d 0 R", im.name, im.num)
		}
		b = append(b, ">>"...)
	}
	return append(b, ">>"...)
}

// finishInfo leaves out the dates of a document without a date.
func (w *file) finishInfo(d *Doc) {
	b := w.o[w.info].dict
	if w.modern {
		w.set(w.info, nil)
		return
	}
	if d.o.Date.IsZero() {
		b = cutLine(cutLine(b, "/CreationDate "), "/ModDate ")
	}
	w.set(w.info, b)
}

// finishCatalogue adds to fpdf's catalogue, and takes out its empty names.
func (w *file) finishCatalogue(d *Doc) {
	b := w.o[w.root].dict
	b = bytes.Clone(b[:bytes.LastIndex(b, []byte("/Names <<"))])
	version := "/Version/1.7/Lang"
	if w.modern {
		version = "/Version/2.0/Lang"
	}
	b = textString(append(b, version...), d.o.Lang)
	b = fmt.Appendf(b, "/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/ViewerPreferences<</DisplayDocTitle true>>", w.structRoot)
	if n := w.addNames(d); n != 0 {
		b = fmt.Appendf(b, "/Names<</Dests %d 0 R>>", n)
	}
	if n := w.addOutline(d); n != 0 {
		b = fmt.Appendf(b, "/Outlines %d 0 R/PageMode/UseOutlines", n)
	}
	b = appendLabels(b, d.labels)
	w.set(w.root, append(b, ">>"...))
}
