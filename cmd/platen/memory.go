package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much memory a run takes, in bytes. The heap grows to heapFirst before the collector runs at all: in most runs
// the guide is read by then, and to look over a part of it at every doubling from 4 MB on costs an eighth of the run
// and saves nothing at its end. From there on the heap may grow to heapEasy, with almost as much room as is in use. A
// guide that needs more is in use as a whole as long as it is written, and such room would be wasted: then the
// collector runs more often: with room for fairPercent up to heapFair, which keeps a run below 300 MB, and then for
// leastPercent. Above memoryLimit it does what it can.
const (
	heapFirst   = 44 << 20
	heapEasy    = 140 << 20
	heapFair    = 215 << 20
	memoryLimit = 1 << 30
)

// leastPercent keeps the collector from running all the time.
const (
	fairPercent  = 30
	leastPercent = 10
)

// heapGoal returns how far the heap may grow with so much of it in use.
func heapGoal(live int64) int64 {
	return max(min(max(2*live-heapFirst/3, heapFirst), heapEasy), min(live+live*fairPercent/100, heapFair), live+live*leastPercent/100)
}

// limitMemory sets how often the collector runs, anew after each time. GOMEMLIMIT and GOGC win over it.
func limitMemory(env func(string) string) {
	if env("GOMEMLIMIT") != "" || env("GOGC") != "" {
		return
	}
	class := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	const first = 4 << 20 // what the collector takes to be in use before it has run, so that a percentage means something
	last := 0
	type flag struct{ _ *flag } // a pointer in it, so that it lies alone and dies in the next collection
	var adjust func(int)
	adjust = func(int) {
		metrics.Read(class)
		size := func(i int) int64 { return int64(class[i].Value.Uint64()) }
		live := max(size(0), first)
		percent := int(100*heapGoal(live)/live) - 100
		if percent != last {
			last = percent
			debug.SetGCPercent(percent)
		}
		// The percentage is set some time after a collection, and may be that of a smaller heap until then: the limit
		// holds meanwhile. What lies idle is given back.
		beside := size(1) - size(2) - size(3) - size(4)
		debug.SetMemoryLimit(min(heapGoal(live)+beside+8<<20, memoryLimit))
		runtime.AddCleanup(&flag{}, adjust, 0)
	}
	adjust(0)
}
