package run

import (
	"io"
	"os"
	"testing"

	"platen/writers"
	"platen/writers/output"
)

// TestFoldersSweep ends a run in the middle of a file: the folder holds what was there before, and nothing else.
func TestFoldersSweep(t *testing.T) {
	dir := t.TempDir()
	var open Folders
	folder, err := output.Dir(dir, output.Options{})
	if err != nil {
		t.Fatal(err)
	}
	open.add(folder)
	at := folder.At("", "text")
	whole, err := at.Create("whole.txt")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(whole, "whole\n")
	if err := whole.Close(); err != nil {
		t.Fatal(err)
	}
	half, err := at.Create("half.txt")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(half, "half")
	open.Sweep()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	if len(names) != 1 || names[0] != "whole.txt" {
		t.Errorf("the folder holds %q", names)
	}
	half.(writers.Aborter).Abort()
	open.remove(folder)
	open.Sweep()
	if err := folder.Close(); err != nil {
		t.Error(err)
	}
}
