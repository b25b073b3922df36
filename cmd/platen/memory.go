package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much memory a run takes, in bytes. The heap may grow to heapEasy as the collector likes. A guide that needs
// more is in use as a whole as long as it is written, and room for as much again would be wasted: then the
// collector runs more often. Above memoryLimit it does what it can.
const (
	heapEasy    = 200 << 20
	memoryLimit = 1 << 30
)

// leastPercent keeps the collector from running all the time.
const leastPercent = 10

// limitMemory sets how often the collector runs, anew after each time. GOMEMLIMIT and GOGC win over it.
func limitMemory(env func(string) string) {
	if env("GOMEMLIMIT") != "" || env("GOGC") != "" {
		return
	}
	debug.SetMemoryLimit(memoryLimit)
	class := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	last := 100
	type flag struct{ _ *flag } // a pointer in it, so that it lies alone and dies in the next collection
	var adjust func(int)
	adjust = func(int) {
		metrics.Read(class)
		size := func(i int) int64 { return int64(class[i].Value.Uint64()) }
		if live := size(0); live > 0 {
			percent := int(min(max(100*heapEasy/live-100, leastPercent), 100))
			if percent != last {
				last = percent
				debug.SetGCPercent(percent)
			}
			if percent < 100 { // what lies idle is given back
				beside := size(1) - size(2) - size(3) - size(4)
				debug.SetMemoryLimit(min(live+live*int64(percent)/100+beside+8<<20, memoryLimit))
			}
		}
		runtime.AddCleanup(&flag{}, adjust, 0)
	}
	adjust(0)
}
