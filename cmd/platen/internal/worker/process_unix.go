//go:build unix

package worker

import (
	"os"
	"os/exec"
	"syscall"
)

// apart gives the process a group of its own, so that its own processes end with it: filters, programs that draw. One that
// hangs is killed; one that ends with the worker may take its unfinished files away.
func apart(p *exec.Cmd, hangs func() bool) {
	p.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p.Cancel = func() error {
		if p.Process == nil {
			return os.ErrProcessDone
		}
		if hangs() {
			return syscall.Kill(-p.Process.Pid, syscall.SIGKILL)
		}
		return syscall.Kill(-p.Process.Pid, syscall.SIGTERM)
	}
}
