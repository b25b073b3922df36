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
	d, diags := dump(t, &Reader{}, string(b))
	t.Log("\n" + d + "\n" + diags)
}
