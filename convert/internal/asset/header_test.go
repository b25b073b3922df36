package asset

import (
	"fmt"
	"testing"
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
