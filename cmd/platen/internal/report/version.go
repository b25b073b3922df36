package report

import (
	"runtime/debug"
	"strings"
)

// Version returns the version that the binary was built from.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "0.1.0-dev"
}

// Built returns the version with the commit that the binary was built from and the day of it, as far as the build says so.
func Built() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return Version()
	}
	says := map[string]string{}
	for _, s := range info.Settings {
		says[s.Key] = s.Value
	}
	return Version() + commit(says)
}

// commit returns " (commit 1a2b3c4d5e6f of 2026-01-31)", "" where nothing is known of it. says are the settings of a
// build as the go command has them.
func commit(says map[string]string) string {
	revision := says["vcs.revision"]
	if revision == "" {
		return ""
	}
	s := " (commit " + revision[:min(12, len(revision))]
	if day, _, ok := strings.Cut(says["vcs.time"], "T"); ok {
		s += " of " + day
	}
	if says["vcs.modified"] == "true" {
		s += ", changed since"
	}
	return s + ")"
}
