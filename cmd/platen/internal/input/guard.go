package input

import (
	"io/fs"
	"os"
	"sync"
)

// A Guard knows the files that a run reads, so that none is written over. The files of a source are looked up
// when the first output would replace a file. It is safe for concurrent use.
type Guard struct {
	mu    sync.Mutex
	todo  []func() []string
	files map[guardKey][]fs.FileInfo
}

// guardKey is what two names of one file have in common on every system.
type guardKey struct{ size, time int64 }

// Add guards files that are named when they are asked for.
func (g *Guard) Add(paths func() []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.todo = append(g.todo, paths)
}

// addInfo guards a file that is open already: standard input.
func (g *Guard) addInfo(info fs.FileInfo) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.put(info)
}

func (g *Guard) put(info fs.FileInfo) {
	if g.files == nil {
		g.files = map[guardKey][]fs.FileInfo{}
	}
	k := guardKey{info.Size(), info.ModTime().UnixNano()}
	g.files[k] = append(g.files[k], info)
}

// Holds reports whether the file is one that the run reads.
func (g *Guard) Holds(info fs.FileInfo) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, paths := range g.todo {
		for _, p := range paths() {
			if info, err := os.Stat(p); err == nil {
				g.put(info)
			}
		}
	}
	g.todo = nil
	for _, f := range g.files[guardKey{info.Size(), info.ModTime().UnixNano()}] {
		if os.SameFile(f, info) {
			return true
		}
	}
	return false
}
