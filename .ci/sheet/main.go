// Command sheet makes a contact sheet of twelve pages of PDF and compares it, page by page, with small pictures that are
// kept here, so that no change of looks goes unseen.
//
//	go run ./.ci/sheet PLATEN OUT           compares; OUT gets the pages as they are now, and what differs
//	go run ./.ci/sheet -update PLATEN OUT   keeps the pages as they are now: look at them first
//
// pdftoppm (poppler) draws them; it is an error that it is not there.
package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
)

const (
	dpi   = "50"
	block = 5  // pixels of a block's sides: what poppler draws a little otherwise stays within
	off   = 22 // how far the mean of a block may be from what it was, of 255
	share = 0.004
)

var names = []string{"title", "contents", "chapter", "tables", "lists", "notes", "code", "drawings", "formulas", "scripts", "columns", "landscape"}

func main() {
	update := flag.Bool("update", false, "keep the pages as they are now")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: sheet [-update] PLATEN OUT")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Arg(1), *update); err != nil {
		fmt.Fprintln(os.Stderr, "sheet:", err)
		os.Exit(1)
	}
}

func run(platen, out string, update bool) error {
	const here = ".ci/sheet"
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		return errors.New("pdftoppm is missing: install poppler-utils")
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	var drawn []image.Image
	for _, job := range [][]string{
		{here + "/guide", "-o", out + "/guide.pdf", "-f", "pandoc+alerts+task_lists"},
		{here + "/columns.md", "-o", out + "/columns.pdf", "--page-columns", "2"},
		{here + "/landscape.md", "-o", out + "/landscape.pdf", "--page-size", "a4-landscape"},
	} {
		c := exec.Command(platen, append(job, "-q", "--no-cache", "--no-config", "--force")...)
		c.Stdout, c.Stderr = os.Stdout, os.Stderr
		if err := c.Run(); err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
		pages, err := draw(job[2])
		if err != nil {
			return err
		}
		drawn = append(drawn, pages...)
	}
	if len(drawn) != len(names) {
		return fmt.Errorf("there are %d pages, not %d", len(drawn), len(names))
	}
	bad := 0
	for i, name := range names {
		kept := filepath.Join(here, "pages", name+".png")
		if update {
			if err := keep(kept, drawn[i]); err != nil {
				return err
			}
			continue
		}
		if err := keep(filepath.Join(out, name+".png"), drawn[i]); err != nil {
			return err
		}
		was, err := open(kept)
		if err != nil {
			return err
		}
		if n := differ(was, drawn[i]); n > share {
			fmt.Printf("%s: %.1f %% of the page differ from %s; it is now %s\n", name, n*100, kept, filepath.Join(out, name+".png"))
			bad++
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d pages look otherwise; go run ./.ci/sheet -update keeps them", bad, len(names))
	}
	fmt.Printf("contact sheet: %d pages look as they did\n", len(names))
	return nil
}

// draw makes pictures of a file's pages.
func draw(file string) ([]image.Image, error) {
	dir, err := os.MkdirTemp("", "sheet")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if msg, err := exec.Command("pdftoppm", "-r", dpi, "-gray", "-png", file, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("pdftoppm %s: %w: %s", file, err, msg)
	}
	list, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		return nil, err
	}
	var out []image.Image
	for _, name := range list { // sorted, and of as many digits
		i, err := open(name)
		if err != nil {
			return nil, err
		}
		out = append(out, i)
	}
	return out, nil
}

func open(name string) (image.Image, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

// keep writes a picture with sixteen greys.
func keep(name string, i image.Image) error {
	var greys color.Palette
	for k := range 16 {
		greys = append(greys, color.Gray{Y: uint8(k * 17)})
	}
	b := i.Bounds()
	p := image.NewPaletted(b, greys)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			p.SetColorIndex(x, y, uint8((grey(i, x, y)+8)/17))
		}
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	return errors.Join(enc.Encode(f, p), f.Close())
}

func grey(i image.Image, x, y int) int {
	return int(color.GrayModel.Convert(i.At(x, y)).(color.Gray).Y)
}

// differ is the share of blocks that are not what they were; 1 for a page of another size.
func differ(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 1
	}
	r := a.Bounds()
	n, bad := 0, 0
	for y := r.Min.Y; y+block <= r.Max.Y; y += block {
		for x := r.Min.X; x+block <= r.Max.X; x += block {
			d := 0
			for k := range block * block {
				d += grey(a, x+k%block, y+k/block) - grey(b, x+k%block, y+k/block)
			}
			if n++; max(d, -d) > off*block*block {
				bad++
			}
		}
	}
	return float64(bad) / float64(n)
}
