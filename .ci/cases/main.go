// Cases writes the input of each golden file below a folder as a page of its own, and each example of the
// specifications in its spec folder, so that outside validators see what the outputs of all of them are.
//
//	go run ./.ci/cases testdata OUT
package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: cases TESTDATA OUT")
	}
	in, out := os.Args[1], os.Args[2]
	n := 0
	write := func(name string, data []byte) {
		n++
		if err := os.WriteFile(filepath.Join(out, name+".md"), data, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	err := filepath.WalkDir(in, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(in, path)
		if err != nil {
			return err
		}
		name := strings.ReplaceAll(strings.TrimSuffix(rel, filepath.Ext(rel)), string(filepath.Separator), "-")
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch {
		case filepath.Dir(rel) == "spec" && filepath.Ext(rel) == ".json":
			var examples []struct {
				Markdown string `json:"markdown"`
				Example  int    `json:"example"`
			}
			if err := json.Unmarshal(data, &examples); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			for _, e := range examples {
				write(fmt.Sprintf("%s-%d", name, e.Example), []byte(e.Markdown))
			}
		case filepath.Ext(rel) == ".txt":
			for _, f := range txtar.Parse(data).Files {
				if f.Name == "input.md" {
					write(name, []byte(strings.ReplaceAll(string(f.Data), " $\n", " \n"))) // golden files mark spaces at a line's end
				}
			}
		}
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	if n == 0 {
		log.Fatalf("no cases below %s", in)
	}
	fmt.Printf("%d cases\n", n)
}
