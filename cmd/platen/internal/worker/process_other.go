//go:build !unix

package worker

import "os/exec"

// apart does nothing where processes have no groups.
func apart(p *exec.Cmd, hangs func() bool) {}
