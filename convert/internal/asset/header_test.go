package asset

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"testing"
	"testing/fstest"
)

func TestSVGSize(t *testing.T) {
	for text, want := range map[string]string{
		`<svg width="10" height="20"/>`:                           "10x20",
		`<svg width="1in" height="72pt"/>`:                        "96x96",
		`<svg width="100%" height="100%" viewBox="0,0,30,15"/>`:   "30x15",
		`<svg width="1e99" height="-5" viewBox="0 0 NaN inf"/>`:   "0x0",
		`<!DOCTYPE svg [<!ENTITY x "y">]><svg viewBox="0 0 1 2">`: "1x2",
		`<html/>`: "none",
		``:        "none",
	} {
		w, h, ok := svgSize([]byte(text))
		got := "none"
		if ok {
			got = fmt.Sprintf("%dx%d", w, h)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestImageLimits shows an image of just as many bytes and pixels as may be, and none of more.
func TestImageLimits(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 25))); err != nil {
		t.Fatal(err)
	}
	for limits, ok := range map[Limits]bool{
		{Bytes: b.Len(), Pixels: 1000}:     true,
		{Bytes: b.Len() - 1, Pixels: 1000}: false,
		{Bytes: b.Len(), Pixels: 999}:      false,
	} {
		s := New(fstest.MapFS{"a.png": {Data: b.Bytes()}}, ".", []string{"a.png"}, nil, limits)
		bad, _, err := s.Header(s.Find("a.png"))
		if err != nil || (bad == "") != ok {
			t.Errorf("%+v: %q, %v", limits, bad, err)
		}
	}
}
