//go:build !linux

package output

import "os"

// renameInto moves a finished file to a name in the folder.
func renameInto(t *temp, root *os.Root, _ *os.File, name string) error {
	return root.Rename(t.name, name)
}
