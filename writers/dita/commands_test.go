package dita

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCommands reads sentences of ten languages, those that tell the reader to do something (+) and others (-). A list is a
// task from 60 % on, so that nine of ten right are enough; all that are wrong are named.
func TestCommands(t *testing.T) {
	for _, lang := range []string{"en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "ko"} {
		t.Run(lang, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "commands", lang+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			s := speechFor(lang)
			n, wrong := map[bool]int{}, map[bool]int{}
			for line := range strings.Lines(string(data)) {
				sign, text, ok := strings.Cut(strings.TrimSpace(line), " ")
				if !ok {
					continue
				}
				command := sign == "+"
				n[command]++
				if s.isCommand(text) != command {
					wrong[command]++
					t.Logf("%s %s", sign, text)
				}
			}
			if n[true] < 20 || n[false] < 10 || 10*wrong[true] > n[true] || 10*wrong[false] > n[false] {
				t.Errorf("of %d commands %d are missed, of %d other sentences %d are taken for commands", n[true], wrong[true], n[false], wrong[false])
			}
		})
	}
}
