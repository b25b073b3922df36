package options

import (
	"time"
)

// MaxJobTimeout is the longest time that a worker's job may have.
const MaxJobTimeout = 24 * time.Hour

const defaultJobTimeout = 10 * time.Minute

// workerFlags are those of platen worker.
func workerFlags() []Flag {
	return []Flag{
		{Name: "job-timeout", By: ByLine, writes: true, Arg: "DURATION", Group: groupRun, Def: "10m",
			Doc: "End a job that takes longer: 90s, 10m, 1h30m. For platen worker.",
			set: func(o *Options, v string) error {
				d, err := time.ParseDuration(v)
				if err != nil || d < time.Millisecond || d > MaxJobTimeout {
					return Wrong("%q is no time like 90s or 10m, up to 24h", v)
				}
				o.JobTimeout = d
				return nil
			}},
		{Name: "quarantine", By: ByLine, writes: true, Arg: "FILE", Files: true, Group: groupRun,
			Doc: "Keep the jobs that kill their process or do not end in this file, a line each, and do not run them again. For platen worker.",
			set: func(o *Options, v string) error { o.Quarantine = v; return nil }},
	}
}

// ForWorker reports whether a flag of the command line means something for a worker: for itself or for each of its jobs.
func ForWorker(f *Flag) bool {
	switch f.Name {
	case "config", "trust", "no-config", "job-timeout", "quarantine", "help":
		return true
	case "output", "report", "deps", "baseline", "diagnostics", "progress", "quiet", "verbose", "color", "timings":
		return false // the jobs say it, or the results
	}
	return f.By != ByLine
}

// OnlyWorker are flags that mean something for a worker alone.
func OnlyWorker() []string { return []string{"job-timeout", "quarantine"} }
