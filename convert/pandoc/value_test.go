package pandoc

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// plainValue is a value as encoding/json has it.
func plainValue(v any) any {
	switch v := v.(type) {
	case *element:
		m := map[string]any{"t": v.t}
		if v.raw != "" {
			m["c"] = plainValue(v.c)
		}
		return m
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plainValue(v[i])
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			out[k] = plainValue(e)
		}
		return out
	}
	return v
}

// sameValue compares a text with what encoding/json says of it.
func sameValue(t *testing.T, data []byte) {
	t.Helper()
	var want any
	err := json.Unmarshal(data, &want)
	got, gotErr := parse(data)
	if (err == nil) != (gotErr == nil) {
		t.Fatalf("%.200q: got error %v, want %v", data, gotErr, err)
	}
	if err == nil && !reflect.DeepEqual(plainValue(got), want) {
		t.Fatalf("%.200q: got %#v, want %#v", data, plainValue(got), want)
	}
}

var valueTexts = []string{`{}`, `[]`, ` [ ] `, `{"t":"Space"}`, `{"c":[1,"a"],"t":"X"}`, `{"t":"X","c":null}`, `{"t":1,"c":2}`, `{"c":1}`, `{"t":"a","c":1,"x":2}`,
	`{"x":2,"t":"a","c":1}`, `{"t":"a","t":"b","c":1,"c":2}`, `{"c":{"t":"a"},"t":{"t":"b"}}`, `"\u00e9\ud83d\ude00\n\"\\"`, `"\ud83d"`, `"\x"`, `"`, `"\`, `"\"`, "\"\xff\"", "\"\x01\"",
	`-0.5e+10`, `1E-2`, `01`, `-`, `1.`, `.5`, `1e`, `1e999`, `true`, `truex`, `nul`, `[1,]`, `[1 2]`, `{"a" 1}`, `{"a":}`, `{a:1}`, `{"a":1,}`, `1 2`, ``, ` `, "\ufeff1",
	`{"":1,"T":"x","C":2}`, `{"t":"X","T":"y"}`, strings.Repeat("[", 10000) + strings.Repeat("]", 10000), strings.Repeat("[", 10001) + strings.Repeat("]", 10001)}

func TestValues(t *testing.T) {
	for _, s := range valueTexts {
		sameValue(t, []byte(s))
	}
}

func FuzzValues(f *testing.F) {
	for _, s := range valueTexts {
		if len(s) < 1000 {
			f.Add([]byte(s))
		}
	}
	f.Fuzz(sameValue)
}
