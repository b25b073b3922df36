package markdown

import (
	"os"
	"testing"
)

func TestOne(t *testing.T) {
	f := os.Getenv("MDONE")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	d, diags := dump(t, &Reader{Dialect: func() *Dialect { d, _ := ParseDialect(os.Getenv("MDD")); return d }()}, string(b))
	_ = 0
	t.Log("\n" + d + "\n" + diags)
}
