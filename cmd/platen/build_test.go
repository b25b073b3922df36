package main

import "testing"

func TestBuildID(t *testing.T) {
	if id := buildID(); len(id) < 20 || id != buildID() {
		t.Errorf("%q", id)
	}
}
