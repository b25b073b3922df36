package pdfdoc

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"platen/writers/pdf/internal/typeset"
)

func TestSubset(t *testing.T) {
	f := family(t, "Source Sans 3").Regular
	be := binary.BigEndian
	ids := []uint16{2, 36, 37, 300, 1500}
	b, err := subset(f, ids)
	if err != nil {
		t.Fatal(err)
	}
	if s := checksum(b); s != 0xb1b0afba {
		t.Errorf("the file's check sum is %x", s)
	}
	x, err := typeset.Load("subset", b)
	if err != nil {
		t.Fatal(err)
	}
	loca, cmap := x.Table("loca"), x.Table("cmap")
	size := func(g int) uint32 { return be.Uint32(loca[4*g+4:]) - be.Uint32(loca[4*g:]) }
	for _, g := range ids {
		if size(int(g)) == 0 {
			t.Errorf("glyph %d is empty", g)
		}
		if x.Advance(g) != f.Advance(g) {
			t.Errorf("glyph %d is %d wide, was %d", g, x.Advance(g), f.Advance(g))
		}
	}
	if size(38) != 0 || size(0) == 0 {
		t.Error("glyph 38 is there, or .notdef is not")
	}
	if len(b) > 24000 || x.Glyphs() < 1501 || len(cmap) == 0 {
		t.Errorf("%d bytes, %d glyphs", len(b), x.Glyphs())
	}
}

// A bent font is an error, not a panic.
func TestSubsetDamaged(t *testing.T) {
	f := family(t, "Source Sans 3").Regular
	bad := bent{f, map[string][]byte{"loca": f.Table("loca")[:40]}}
	if _, err := subset(bad, []uint16{100}); err == nil {
		t.Error("no error for a short loca")
	}
	glyf := bytes.Repeat([]byte{0xff}, len(f.Table("glyf")))
	if b, err := subset(bent{f, map[string][]byte{"glyf": glyf}}, []uint16{100}); err == nil && len(b) == 0 {
		t.Error("no bytes")
	}
}

type bent struct {
	*typeset.Face
	t map[string][]byte
}

func (b bent) Table(tag string) []byte {
	if x, ok := b.t[tag]; ok {
		return x
	}
	return b.Face.Table(tag)
}

func TestStrings(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{string(textString(nil, "plain")), "(plain)"},
		{string(textString(nil, `a(b)\c`)), `(a\(b\)\\c)`},
		{string(textString(nil, "é")), "<FEFF00E9>"},
		{string(textString(nil, "😀")), "<FEFFD83DDE00>"},
		{string(textString(nil, "a\nb")), "<FEFF0061000A0062>"},
		{string(byteString(nil, "x\r\n(")), `(x\r\n\()`},
		{string(nameObject(nil, "A b#/é")), "/A#20b#23#2F#C3#A9"},
		{asciiURI("https://a.b/ü?x=\"<>\"&y=%20"), "https://a.b/%C3%BC?x=%22%3C%3E%22&y=%20"},
		{asciiURI("https://a.b/"), "https://a.b/"},
		{escape("a<b>&\x01"), "a&lt;b&gt;&amp; "},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

// many builds a document of n pages by as many goroutines as there are processors.
func many(t testing.TB, n int) *Doc {
	sans := family(t, "Source Sans 3")
	set := &typeset.Set{}
	body := &typeset.Style{Face: sans.Regular, Size: 10.25}
	bold := &typeset.Style{Face: sans.Bold, Size: 14}
	d := New(Options{Title: "Many pages"})
	pages := make([]*Page, n)
	elems, links := make([][]*Elem, n), make([][]*Elem, n)
	for i := range pages {
		pages[i] = d.NewPage(0, 0)
		name := fmt.Sprintf("p%d", i)
		h := d.NewElem(nil, "H1")
		elems[i] = append(elems[i], h)
		for range 5 {
			e := d.NewElem(nil, "P")
			elems[i] = append(elems[i], e)
			links[i] = append(links[i], d.NewElem(e, "Link"))
		}
		d.Dest(name, pages[i], 72, 780, nil)
		d.Bookmark(1+i%3, "Page "+name, name, false)
	}
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			sh := typeset.NewShaper(set, "en")
			for i := range next {
				p, y := pages[i], 780.0
				for k, e := range elems[i] {
					st, text := body, strings.Repeat(lorem, 2)
					if k == 0 {
						st, text = bold, fmt.Sprintf("Page number %d", i)
					}
					for _, l := range sh.Layout([]typeset.Inline{{Style: st, Text: text}}, typeset.Options{Width: 450, Justify: true, Hyphenate: true}) {
						p.Begin(e)
						p.Line(&l, 72, y, 0, len(l.Runs))
						p.End()
						y -= 14.5
					}
					if k < 4 {
						p.Link(links[i][k], 72, y, 200, y+10, LinkTo{Dest: fmt.Sprintf("p%d", (i*7+k)%n)}, "a link")
					}
				}
				if i%2 == 0 {
					p.Flush()
				}
				p.BeginArtifact(Footer)
				p.StrokeLine(72, 50, 500, 50, 0.5, typeset.Hex("#ddd"))
				p.End()
				p.Close()
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
	return d
}

func TestSameBytes(t *testing.T) {
	var want []byte
	for _, procs := range []int{1, 2, 7} {
		old := runtime.GOMAXPROCS(procs)
		var b bytes.Buffer
		if err := many(t, 60).Write(&b); err != nil {
			t.Fatal(err)
		}
		runtime.GOMAXPROCS(old)
		if want == nil {
			want = b.Bytes()
			keep(t, "many.pdf", want)
		} else if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("other bytes with %d processors", procs)
		}
	}
	if bytes.Contains(want, []byte("CreationDate")) {
		t.Error("a date that was not given")
	}
}

func TestSelfCheck(t *testing.T) {
	d := New(Options{Title: "x"})
	d.NewPage(0, 0)
	if _, err := d.skeleton(d.xmp(), srgbProfile()); err != nil {
		t.Fatal(err)
	}
	for _, b := range []string{"", "startxref\n9\n", "xref\n0 9\n0000000000 65535 f \nstartxref\n0\n%%EOF\n"} {
		if _, err := readSkeleton([]byte(b), d); !errors.Is(err, errSkeleton) {
			t.Errorf("%q: %v", b, err)
		}
	}
}

func TestWriteErrors(t *testing.T) {
	if err := New(Options{}).Write(io.Discard); err == nil {
		t.Error("a document without pages is written")
	}
	d := New(Options{Title: "x"})
	d.NewPage(0, 0)
	if err := d.Write(full{}); err == nil {
		t.Error("a write error is lost")
	}
	if _, err := d.AddImage(Pixels{W: 2, H: 2, RGB: []byte{1}}); err == nil {
		t.Error("an image with too few pixels is taken")
	}
}

type full struct{}

func (full) Write(p []byte) (int, error) { return 0, errors.New("no space left") }

func TestOutlineLevels(t *testing.T) {
	d := New(Options{Title: "x"})
	p := d.NewPage(0, 0)
	d.Dest("a", p, 0, 0, nil)
	for _, l := range []int{3, 1, 4, 2, 2, 1} {
		d.Bookmark(l, fmt.Sprint("level ", l), "a", true)
	}
	w := &file{o: make([]object, 1)}
	root := w.obj(w.addOutline(d))
	if !strings.Contains(string(root.dict), "/Count 6") {
		t.Errorf("%s", root.dict)
	}
	n := 0
	for _, o := range w.o {
		if strings.Contains(string(o.dict), "/Title(level ") {
			n++
		}
	}
	if n != 6 {
		t.Errorf("%d of 6 bookmarks", n)
	}
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		d := many(b, 200)
		b.StartTimer()
		if err := d.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWhole(b *testing.B) {
	for b.Loop() {
		if err := many(b, 200).Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(200*b.N)/b.Elapsed().Seconds(), "pages/s")
}

// A page's content is one stream with a check sum, in however many parts it was compressed.
func TestFlush(t *testing.T) {
	for parts := range 4 {
		p := New(Options{}).NewPage(0, 0)
		want := ""
		for i := range parts {
			part := strings.Repeat(fmt.Sprintf("%d words\n", i), 2000)
			p.begin()
			p.b = append(p.b, part...)
			p.Flush()
			want += part
		}
		p.Close()
		z, err := zlib.NewReader(bytes.NewReader(p.z))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z)
		if err != nil || string(got) != want {
			t.Errorf("%d parts: %d bytes, want %d: %v", parts, len(got), len(want), err)
		}
	}
}
