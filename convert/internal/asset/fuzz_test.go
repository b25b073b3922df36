package asset

import (
	"testing"
	"testing/fstest"
)

// FuzzHeader looks at the head of an image of any kind: what is told of it fits what is allowed.
func FuzzHeader(f *testing.F) {
	names := []string{"a.png", "a.svg", "a.jpg", "a.webp", "a.gif", "a.ico", "a.bin"}
	for i, s := range []string{
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82",
		`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg" width="1in" height="1e9%" viewBox="0 0 NaN 1"><script>x</script></svg>`,
		"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00", "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00",
		"GIF89a\xff\xff\xff\xff\x80\x00\x00\xff\xff\xff\x00\x00\x00,", "\x00\x00\x01\x00\x01\x00", "",
	} {
		f.Add(uint8(i), []byte(s))
	}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		name := names[int(kind)%len(names)]
		limits := Limits{Bytes: 1 << 16, Pixels: 1 << 20}
		s := New(fstest.MapFS{name: {Data: data}}, ".", []string{name}, nil, limits)
		file := s.Find(name)
		if file == nil {
			t.Fatal("it is not found")
		}
		bad, _, err := s.Header(file)
		a := s.Use(file)
		if err == nil && bad == "" && a != nil && (a.W < 0 || a.H < 0 || a.W > 0 && a.H > limits.Pixels/a.W && name != "a.svg") {
			t.Errorf("%d × %d", a.W, a.H)
		}
		s.LeftOut(file)
	})
}
