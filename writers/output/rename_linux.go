package output

import (
	"cmp"
	"os"
	"path"
	"syscall"
)

// renameInto moves a finished file to a name in a folder that is open. As the folders of both are open, no path is walked:
// nothing can be put in its way.
func renameInto(t *temp, root *os.Root, dir *os.File, name string) error {
	from, err := t.from.SyscallConn()
	if err != nil {
		return err
	}
	to, err := dir.SyscallConn()
	if err != nil {
		return err
	}
	var failed, closed error
	err = from.Control(func(a uintptr) {
		closed = to.Control(func(b uintptr) {
			for {
				failed = syscall.Renameat(int(a), path.Base(t.name), int(b), path.Base(name))
				if failed != syscall.EINTR {
					return
				}
			}
		})
	})
	return cmp.Or(err, closed, failed)
}
