package tree

import (
	"reflect"
	"testing"
)

func TestConditions(t *testing.T) {
	for _, c := range []struct {
		name, value string
		want        []Condition
	}{
		{"audience", "novice expert", []Condition{{"audience", []string{"novice", "expert"}}}},
		{"data-product", "pro", []Condition{{"product", []string{"pro"}}}},
		{"props", "audience(novice) tier(gold silver) x", []Condition{{"audience", []string{"novice"}}, {"tier", []string{"gold", "silver"}}, {"props", []string{"x"}}}},
		{"data-", "x", nil},
		{"title", "x", nil},
		{"platform", " ", nil},
		{"props", "audience(novice", []Condition{{"props", []string{"audience", "novice"}}}},
	} {
		a := &Attr{Keys: []Key{{c.name, c.value}}}
		if got := a.Conditions(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s=%q: %v, want %v", c.name, c.value, got, c.want)
		}
	}
}
