package cli

import (
	"os"
	"runtime/debug"
)

// A verdict allocates much and keeps little: the collector takes a third of the time at Go's defaults. While the heap is
// small it may grow fivefold between collections, and near the limit it is collected as eagerly as that needs.
const (
	heapGrowth  = 400
	memoryLimit = 3 << 30
)

// spendMemory trades memory for time, where the environment does not say otherwise.
func spendMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
