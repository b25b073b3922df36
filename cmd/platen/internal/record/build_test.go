package record

import "testing"

func TestBuildID(t *testing.T) {
	if id := BuildID(); len(id) < 20 || id != BuildID() {
		t.Errorf("%q", id)
	}
}
