package main

import (
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestRelease holds that the configuration of GoReleaser names the systems that are promised, and files that are there.
// Whether GoReleaser takes it is looked at by .ci/package/check goreleaser.
func TestRelease(t *testing.T) {
	data, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var c struct {
		Version int
		Builds  []struct {
			Main         string
			Goos, Goarch []string
		}
		NFPMs   []struct{ Formats []string }  `yaml:"nfpms"`
		Dockers []struct{ Dockerfile string } `yaml:"dockers_v2"`
	}
	if err := yaml.Unmarshal(data, &c); err != nil || c.Version != 2 || len(c.Builds) != 1 || len(c.NFPMs) != 1 || len(c.Dockers) != 1 {
		t.Fatalf("%v: %+v", err, c)
	}
	b := c.Builds[0]
	if !slices.Equal(b.Goos, []string{"linux", "darwin", "windows"}) || !slices.Equal(b.Goarch, []string{"amd64", "arm64"}) || !slices.Equal(c.NFPMs[0].Formats, []string{"deb", "rpm"}) {
		t.Errorf("systems %q on %q, packages %q", b.Goos, b.Goarch, c.NFPMs[0].Formats)
	}
	for _, file := range []string{b.Main, c.Dockers[0].Dockerfile, ".ci/package/extras"} {
		if _, err := os.Stat("../../" + file); err != nil {
			t.Error(err)
		}
	}
}
