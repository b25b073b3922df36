package typeset

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"
)

func testSet(t testing.TB) (*Set, *Style, *Style) {
	sans, mono := testFamily(t, "Source Sans 3"), testFamily(t, "Source Code Pro")
	return &Set{Fallback: []*Face{mono.Regular, testFamily2(t)}},
		&Style{Face: sans.Regular, Size: 10}, &Style{Face: mono.Regular, Size: 9, Code: true}
}

func testFamily2(t testing.TB) *Face {
	return testFace(t, lookup("Noto Emoji"))
}

const frogKing = "In olden times when wishing still helped one, there lived a king whose daughters were all beautiful; and the youngest was so " +
	"beautiful that the sun itself, which has seen so much, was astonished whenever it shone in her face. Close by the king's castle lay a great " +
	"dark forest, and under an old lime-tree in the forest was a well, and when the day was very warm, the king's child went out into the " +
	"forest and sat down by the side of the cool fountain; and when she was bored she took a golden ball, and threw it up on high and caught it; " +
	"and this ball was her favorite plaything."

// natural text of lines: what a reader gets.
func joined(ls []Line) string {
	var b strings.Builder
	for _, l := range ls {
		for _, r := range l.Runs {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || ignorable(r) {
			return -1
		}
		return r
	}, s)
}

// TestNoOverfullLines sets all kinds of text in all widths: no line may be wider than its measure, no character lost.
func TestNoOverfullLines(t *testing.T) {
	set, body, code := testSet(t)
	s := NewShaper(set, "en")
	emph := &Style{Face: body.Face, Size: 10}
	texts := [][]Inline{
		{{Style: body, Text: frogKing}},
		{{Style: body, Text: "Use "}, {Style: code, Text: "arn:aws:iam::123456789012:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing"}, {Style: body, Text: ", or not."}},
		{{Style: body, Text: "x" + strings.Repeat("abcdefghij", 30) + " end"}},
		{{Style: body, Text: "pre"}, {Style: emph, Text: "fixed"}, {Style: body, Text: "suffix, un"}, {Style: emph, Text: "break"}, {Style: body, Text: "able\u00a0and\u00a0no\u00a0break\u00a0spaces\u00a0here\u00a0in\u00a0a\u00a0row"}},
		{{Style: body, Text: "Soft\u00adhy\u00adphen\u00adated Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft “quotes” — dashes…"}},
		{{Style: body, Text: "中文排版，换行时不得在标点之前断开；正文的词典更新了。"}},
		{{Style: body, Text: "שלום עולם abc 123 (טקסט) ועוד הרבה מילים בעברית כדי למלא שורה"}},
		{{Style: body, Text: "a"}, {Break: true}, {Break: true}, {Style: body, Text: "b "}, {Box: &Box{Width: 30, Ascent: 8}, Style: body}, {Style: body, Text: " c 😀👍🏽👩‍💻"}},
		{{Style: body, Text: "  leading and trailing  "}, {Style: emph, Text: "  double spaces  "}, {Style: body, Text: " end  "}},
		{{Style: body, Text: "https://docs.example.com/AWSEC2/latest/UserGuide/concepts.html?query=some-thing&other=1#anchor-of-a-heading"}},
	}
	for i, in := range texts {
		want := ""
		for _, x := range in {
			want += x.Text
		}
		for w := 35.0; w < 500; w += 21 {
			for _, o := range []Options{
				{Justify: true, Hyphenate: true}, {Hyphenate: true}, {}, {Greedy: true}, {Greedy: true, Hyphenate: true},
				{Justify: true, Hyphenate: true, Widths: func(n int) (float64, float64) {
					if n > 0 {
						return 5, w - 5
					}
					return 0, w
				}},
			} {
				o.Width = w
				ls := s.Layout(in, o)
				for k, l := range ls {
					m := w
					if o.Widths != nil && k > 0 {
						m = w - 5
					}
					if l.Width > m+0.3 {
						t.Errorf("text %d, width %.0f, %+v: line %d is %.2f wide: %q", i, w, o.Greedy, k, l.Width, lineText(l))
					}
				}
				if got := squeeze(joined(ls)); got != squeeze(want) {
					t.Fatalf("text %d, width %.0f, greedy %v: text lost or changed:\n got %q\nwant %q", i, w, o.Greedy, got, squeeze(want))
				}
			}
		}
	}
}

// TestTotalFit checks that the whole paragraph is looked at: its spaces are more even than those of a greedy one.
func TestTotalFit(t *testing.T) {
	set, body, _ := testSet(t)
	s := NewShaper(set, "en")
	worst := func(greedy bool, w float64) float64 {
		ls := s.Layout([]Inline{{Style: body, Text: frogKing}}, Options{Width: w, Justify: true, Greedy: greedy})
		m := 0.0
		for _, l := range ls {
			if l.Hard {
				continue
			}
			for _, r := range l.Runs {
				m = max(m, r.gap)
			}
			if d := l.Width - w; d < -0.01 || d > 0.01 {
				t.Errorf("a justified line of %.2f in %.2f", l.Width, w)
			}
		}
		return m
	}
	total, greedy := 0.0, 0.0
	for w := 180.0; w < 400; w += 10 {
		total += worst(false, w)
		greedy += worst(true, w)
	}
	if total >= greedy {
		t.Errorf("the widest spaces add up to %.1f by total fit, %.1f by first fit", total, greedy)
	}
}

func TestLines(t *testing.T) {
	set, body, code := testSet(t)
	s := NewShaper(set, "en")
	for _, c := range []struct {
		name string
		in   []Inline
		w    float64
		want []string
	}{
		{"a separator in code", []Inline{{Style: code, Text: "one/two_three.four"}}, 60, []string{"one/two_", "three.four"}},
		{"a hard break", []Inline{{Style: body, Text: "a"}, {Break: true}, {Style: body, Text: "b"}}, 100, []string{"a", "b"}},
		{"an empty line", []Inline{{Style: body, Text: "a"}, {Break: true}, {Break: true}, {Style: body, Text: "b"}}, 100, []string{"a", "", "b"}},
		{"styles in a word", []Inline{{Style: body, Text: "long-ish un"}, {Style: code, Text: "break"}, {Style: body, Text: "able"}}, 62, []string{"long-ish ", "unbreakable"}},
		{"no-break space", []Inline{{Style: body, Text: "see page\u00a012"}}, 40, []string{"see ", "page\u00a012"}},
		{"no mark before a comma", []Inline{{Style: body, Text: "甲乙丙，丁戊"}}, 31, nil},
		{"soft hyphen unused", []Inline{{Style: body, Text: "hy\u00adphen"}}, 100, []string{"hy\u00adphen"}},
		{"a space of its own", []Inline{{Style: body, Text: "a"}, {Style: code, Text: " "}, {Style: body, Text: " b"}}, 100, []string{"a b"}},
	} {
		ls := s.Layout(c.in, Options{Width: c.w, Greedy: true})
		var got []string
		for _, l := range ls {
			got = append(got, lineText(l))
		}
		if c.want == nil {
			for _, g := range got {
				if strings.HasPrefix(g, "，") {
					t.Errorf("%s: %q", c.name, got)
				}
			}
			continue
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMeasure(t *testing.T) {
	set, body, code := testSet(t)
	s := NewShaper(set, "en")
	for _, in := range [][]Inline{
		{{Style: body, Text: "a few short words"}},
		{{Style: code, Text: "some/long/path_with.parts"}, {Style: body, Text: " and more, "}, {Style: body, Text: "glued"}, {Style: code, Text: "together"}},
	} {
		least, most := s.Measure(in)
		if n := len(s.Layout(in, Options{Width: most + 0.01, Greedy: true})); n != 1 {
			t.Errorf("in its whole width %.1f the paragraph has %d lines", most, n)
		}
		for _, l := range s.Layout(in, Options{Width: least + 0.01, Greedy: true}) {
			for _, r := range l.Runs {
				if r.Style == body && strings.HasSuffix(r.Text, "-") {
					t.Errorf("in its least width %.1f a word is cut: %q", least, r.Text)
				}
			}
		}
		if least > most || least <= 0 {
			t.Errorf("least %.1f, most %.1f", least, most)
		}
	}
}

// TestBidi checks the places of words, from left to right. (UAX #9)
func TestBidi(t *testing.T) {
	hebrew := &Style{Face: testFamily(t, "Source Sans 3").Regular, Size: 10}
	s := NewShaper(&Set{}, "he")
	for _, c := range []struct{ text, want string }{
		{"אבג דהו", "דהו אבג"},
		{"אבג abc דהו", "דהו abc אבג"},
		{"abc אבג דהו xyz", "abc דהו אבג xyz"},
		{"אבג 12 דהו", "דהו 12 אבג"},
	} {
		ls := s.Layout([]Inline{{Style: hebrew, Text: c.text}}, Options{Width: 500})
		if len(ls) != 1 {
			t.Fatal(len(ls))
		}
		runs := append([]Run(nil), ls[0].Runs...)
		for i := range runs {
			for j := i + 1; j < len(runs); j++ {
				if runs[j].X < runs[i].X {
					runs[i], runs[j] = runs[j], runs[i]
				}
			}
		}
		var got strings.Builder
		for _, r := range runs {
			got.WriteString(r.Text)
		}
		if strings.TrimSpace(got.String()) != c.want {
			t.Errorf("%q: %q, want %q", c.text, got.String(), c.want)
		}
		if lineText(ls[0]) != c.text {
			t.Errorf("%q comes in the order %q", c.text, lineText(ls[0]))
		}
	}
}

func TestMissing(t *testing.T) {
	set, body, _ := testSet(t)
	s := NewShaper(set, "en")
	ls := s.Layout([]Inline{{Style: body, Text: "字 and 中 and 字"}}, Options{Width: 500})
	if got := string(s.Missing()); got != "中字" {
		t.Errorf("missing %q", got)
	}
	var ts TextState
	out := string(ls[0].Runs[0].AppendText(nil, &ts, 0, 0))
	if !strings.Contains(out, "<FEFF5B57>") || strings.Contains(out, "(\x00\x00") {
		t.Errorf("no ActualText, or .notdef: %q", out)
	}
}

// TestSameAnywhere checks that what is set does not depend on what the shaper set before.
func TestSameAnywhere(t *testing.T) {
	set, body, code := testSet(t)
	par := []Inline{{Style: body, Text: frogKing}, {Style: code, Text: " code/path "}, {Style: body, Text: "µ ﬁ office שלום"}}
	show := func(s *Shaper) string {
		var b []byte
		var ts TextState
		for _, l := range s.Layout(par, Options{Width: 211, Justify: true, Hyphenate: true}) {
			for i := range l.Runs {
				b = l.Runs[i].AppendText(b, &ts, l.Runs[i].X, 0)
			}
		}
		return string(b)
	}
	a := NewShaper(set, "en")
	b := NewShaper(&Set{Fallback: set.Fallback}, "en")
	for _, w := range []string{"hyphenation", "office", "שלום", "xyz"} {
		b.Layout([]Inline{{Style: code, Text: w}, {Style: body, Text: w}}, Options{Width: 20, Hyphenate: true})
	}
	if show(a) != show(b) || show(a) != show(NewShaper(set, "en")) {
		t.Error("the same paragraph is set in different ways")
	}
}

func TestAppendNum(t *testing.T) {
	for _, c := range []struct {
		v    float64
		prec int
		want string
	}{{0, 2, "0"}, {1.5, 2, "1.5"}, {-0.001, 2, "0"}, {-12.345, 2, "-12.35"}, {99.999, 2, "100"}, {0.05, 3, "0.05"}, {1e13, 2, "0"}, {595.28, 2, "595.28"}} {
		if got := string(AppendNum(nil, c.v, c.prec)); got != c.want {
			t.Errorf("%v: %s, want %s", c.v, got, c.want)
		}
	}
}

// BenchmarkBreak breaks a paragraph whose words are shaped already, in a wide, a narrow and a cell's measure.
func BenchmarkBreak(b *testing.B) {
	set, body, _ := testSet(b)
	s := NewShaper(set, "en")
	words := len(strings.Fields(frogKing))
	for _, o := range []Options{{Width: 470, Justify: true, Hyphenate: true}, {Width: 200, Justify: true, Hyphenate: true}, {Width: 100, Greedy: true, Hyphenate: true}} {
		b.Run(fmt.Sprintf("%.0f", o.Width), func(b *testing.B) {
			b.ReportAllocs()
			in := []Inline{{Style: body, Text: frogKing}}
			for b.Loop() {
				s.Layout(in, o)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*words), "ns/word")
		})
	}
}

func BenchmarkEmit(b *testing.B) {
	set, body, _ := testSet(b)
	s := NewShaper(set, "en")
	ls := s.Layout([]Inline{{Style: body, Text: frogKing}}, Options{Width: 470, Justify: true})
	words := len(strings.Fields(frogKing))
	var buf []byte
	var ts TextState
	for b.Loop() {
		buf = buf[:0]
		for _, l := range ls {
			for i := range l.Runs {
				buf = l.Runs[i].AppendText(buf, &ts, 72, 700)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*words), "ns/word")
}

func BenchmarkShape(b *testing.B) {
	set, body, _ := testSet(b)
	s := NewShaper(set, "en")
	x := s.state(body, "en")
	words := strings.Fields(frogKing)
	for b.Loop() {
		for _, w := range words {
			s.one(x, w, false, latin)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(words)), "ns/word")
}
