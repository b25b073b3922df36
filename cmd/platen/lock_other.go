//go:build !unix

package main

import (
	"os"
	"path/filepath"
	"time"
)

// lockFolder marks dir as in use.
func lockFolder(dir string) (*os.File, error) { return os.Create(filepath.Join(dir, "lock")) }

// lockOutput is for systems without locks that end with the process.
func lockOutput(*os.Root) (release func()) { return func() {} }

// sweepDead removes the folders of runs that began more than a day ago.
func sweepDead(all string) {
	entries, _ := os.ReadDir(all)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(filepath.Join(all, e.Name()))
		}
	}
}
