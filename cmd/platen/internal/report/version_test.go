package report

import "testing"

func TestCommit(t *testing.T) {
	for _, c := range []struct {
		says map[string]string
		want string
	}{
		{nil, ""},
		{map[string]string{"vcs.time": "2026-01-31T01:02:03Z"}, ""},
		{map[string]string{"vcs.revision": "1a2b3c4d5e6f7a8b", "vcs.time": "2026-01-31T01:02:03Z", "vcs.modified": "false"}, " (commit 1a2b3c4d5e6f of 2026-01-31)"},
		{map[string]string{"vcs.revision": "1a2b", "vcs.modified": "true"}, " (commit 1a2b, changed since)"},
	} {
		if got := commit(c.says); got != c.want {
			t.Errorf("%v: %q, want %q", c.says, got, c.want)
		}
	}
}
