package pdfdoc

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// errSkeleton says that the PDF library's output is not what this package was written for.
var errSkeleton = errors.New("the PDF library (fpdf) writes its objects in another way than version 0.12 does")

// skeleton has fpdf write the document without content, and reads its objects.
func (d *Doc) skeleton(xmp, icc []byte) (*file, error) {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCompression(false)
	f.SetCatalogSort(true)
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetProducer("platen", true)
	f.SetTitle(d.o.Title, true)
	f.SetAuthor(d.o.Author, true)
	f.SetSubject(d.o.Subject, true)
	f.SetKeywords(d.o.Keywords, true)
	f.SetCreator(d.o.Creator, true)
	date := d.o.Date.UTC()
	if d.o.Date.IsZero() {
		date = time.Unix(0, 0).UTC() // cut out again
	}
	f.SetCreationDate(date)
	f.SetModificationDate(date)
	if xmp != nil {
		f.SetXmpMetadata(xmp)
	}
	if icc != nil {
		f.AddOutputIntent(fpdf.OutputIntentType{
			SubtypeIdent: fpdf.OutputIntent_GTS_PDFA1, OutputConditionIdentifier: "sRGB", Info: "sRGB IEC61966-2.1", ICCProfile: icc,
		})
	}
	for _, p := range d.pages {
		f.AddPageFormat("P", fpdf.SizeType{Wd: p.W, Ht: p.H})
	}
	var g grab
	if err := f.Output(&g); err != nil {
		return nil, fmt.Errorf("writing the PDF's frame: %w", err)
	}
	return readSkeleton(g.b, d)
}

// A grab keeps what is written, without a copy when it comes in one piece.
type grab struct{ b []byte }

func (g *grab) Write(p []byte) (int, error) {
	if g.b == nil {
		g.b = p
	} else {
		g.b = append(g.b[:len(g.b):len(g.b)], p...)
	}
	return len(p), nil
}

// readSkeleton finds fpdf's objects by its cross-reference table and checks that they are where they have to be:
// page n is object 2n+1 and its content the next, 1 is the page tree, 2 the resources.
func readSkeleton(b []byte, d *Doc) (*file, error) {
	bad := func(what string) (*file, error) { return nil, fmt.Errorf("%w: %s", errSkeleton, what) }
	i := bytes.LastIndex(b, []byte("startxref\n"))
	if i < 0 {
		return bad("no startxref")
	}
	x, ok := number(b[i+10:])
	if !ok || x >= len(b) || !bytes.HasPrefix(b[x:], []byte("xref\n0 ")) {
		return bad("no cross-reference table")
	}
	n, ok := number(b[x+7:])
	nl := bytes.IndexByte(b[x+7:], '\n')
	if !ok || n < 3 || nl < 0 || x+8+nl+20*n > i {
		return bad("a short cross-reference table")
	}
	tab := b[x+8+nl:]
	offs := make([]int, n+1)
	sorted := make([]int, 0, n)
	for k := 1; k < n; k++ {
		if offs[k], ok = number(tab[20*k:]); !ok || offs[k] >= x {
			return bad("an offset outside the file")
		}
		sorted = append(sorted, k)
	}
	slices.SortFunc(sorted, func(a, b int) int { return offs[a] - offs[b] })
	w := &file{o: make([]object, n)}
	for q, k := range sorted {
		end := x
		if q+1 < len(sorted) {
			end = offs[sorted[q+1]]
		}
		s := b[offs[k]:end]
		head := strconv.Itoa(k) + " 0 obj\n"
		if !bytes.HasPrefix(s, []byte(head)) || !bytes.HasSuffix(s, []byte("\nendobj\n")) {
			return bad("object " + strconv.Itoa(k) + " is not where the table says")
		}
		s = s[len(head) : len(s)-8]
		if !bytes.HasSuffix(s, []byte("\nendstream")) {
			w.o[k].dict = s
			continue
		}
		j := bytes.Index(s, []byte("\nstream\n"))
		if j < 0 {
			return bad("a stream without a beginning")
		}
		w.o[k] = object{dict: s[:j:j], stream: s[j+8 : len(s)-10], raw: true}
	}
	has := func(k int, what string) bool { return k < n && bytes.Contains(w.o[k].dict, []byte(what)) }
	if !has(1, "/Type /Pages") || !has(2, "/ProcSet") {
		return bad("objects 1 and 2 are not the page tree and the resources")
	}
	for k := range d.pages {
		if !has(3+2*k, "/Type /Page\n") || !has(3+2*k, fmt.Sprintf("/Contents %d 0 R>>", 4+2*k)) || w.o[4+2*k].stream == nil {
			return bad("page " + strconv.Itoa(k+1) + " is not object " + strconv.Itoa(3+2*k))
		}
	}
	for k := 3 + 2*len(d.pages); k < n; k++ {
		switch {
		case has(k, "/Type /Catalog"):
			w.root = k
		case has(k, "/CreationDate (D:") || has(k, "/CreationDate ("):
			w.info = k
		}
	}
	if w.root == 0 || w.info == 0 || !has(w.root, "/Names <<") {
		return bad("no catalogue or document information")
	}
	return w, nil
}

// number reads the digits at the beginning of b.
func number(b []byte) (n int, ok bool) {
	for i, c := range b {
		if !digit(c) {
			return n, i > 0
		}
		if n = n*10 + int(c-'0'); n > 1<<40 {
			return 0, false
		}
	}
	return n, len(b) > 0
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// cutLine removes the line that begins with key from a dictionary.
func cutLine(b []byte, key string) []byte {
	i := bytes.Index(b, []byte(key))
	if i < 0 {
		return b
	}
	j := bytes.IndexByte(b[i:], '\n')
	if j < 0 {
		return b
	}
	return append(bytes.Clone(b[:i]), b[i+j+1:]...)
}
