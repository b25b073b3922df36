//go:build !unix && !race

package run

import "os"

// peakMemory is not known on this system.
func peakMemory(*os.ProcessState) int64 { return 1 }
