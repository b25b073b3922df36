//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// lockFolder holds a lock in dir until the file is closed or the process ends.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	return f, nil
}

// lockOutput holds a lock on an output folder until it is called back, so that two runs do not bring its manifest
// up to date at the same time.
func lockOutput(root *os.Root) (release func()) {
	f, err := root.Open(".")
	if err != nil {
		return func() {}
	}
	syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
	return func() { f.Close() }
}

// sweepDead removes the folders of runs that are no more: nobody holds their lock.
func sweepDead(all string) {
	entries, _ := os.ReadDir(all)
	for _, e := range entries {
		dir := filepath.Join(all, e.Name())
		if info, err := e.Info(); strings.HasPrefix(e.Name(), "new-") && err == nil && time.Since(info.ModTime()) < time.Minute {
			continue
		}
		f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR, 0)
		if err != nil {
			os.RemoveAll(dir)
			continue
		}
		if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			os.RemoveAll(dir)
		}
		f.Close()
	}
}
