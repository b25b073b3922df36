//go:build !unix

package main

import (
	"os"
	"path/filepath"
	"time"
)

// lockFolder marks dir as in use.
func lockFolder(dir string) (*os.File, error) { return os.Create(filepath.Join(dir, "lock")) }

// enter is for systems with locks that end with the process.
func enter(dir string) (leave func(), err error) {
	_, err = os.Stat(dir)
	return func() {}, err
}

// sweepDead removes the folders of runs that began more than a day ago.
func sweepDead(all string) {
	entries, _ := os.ReadDir(all)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(filepath.Join(all, e.Name()))
		}
	}
}
