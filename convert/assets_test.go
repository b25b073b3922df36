package convert

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
)

// picture encodes an empty image of the size.
func picture(format string, w, h int) string {
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, w, h))
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, img)
	case "jpeg":
		err = jpeg.Encode(&b, img, nil)
	case "gif":
		err = gif.Encode(&b, img, nil)
	}
	if err != nil {
		panic(err)
	}
	return b.String()
}

func TestImages(t *testing.T) {
	text, want := linkPage("!", []string{
		"a.png → asset a.png",
		"img/b.jpg?raw=true → asset img/b.jpg",
		"img/c.gif#only-light → asset img/c.gif",
		"d.svg → asset d.svg",
		"with%20space.png → asset with space.png",
		"really.png → asset really.png",
		"https://example.com/x.png → url https://example.com/x.png",
		"data:image/png;base64,iVBORw0KGgo= → url data:image/png;base64,iVBORw0KGgo=",
		"A.PNG → asset a.png",
		"gone.png → dead",
		"text.png → dead",
		"empty.png → dead",
		"cut.png → dead",
		"zero.png → dead",
		"wide.png → dead",
		"big.png → dead",
		"../up.png → dead",
		"//example.com/x.png → dead",
		"mailto:a@example.com → dead",
		"a.md → dead",
		"other.png → asset pictures/other.png",
	})
	zero := []byte(picture("png", 1, 1))
	copy(zero[16:], make([]byte, 8))
	fsys := files(map[string]string{
		"a.md": text, "a.png": picture("png", 3, 2), "img/b.jpg": picture("jpeg", 5, 4), "img/c.gif": picture("gif", 7, 6),
		"d.svg": `<?xml version="1.0"?><!-- x --><svg xmlns="x" viewBox="0 0 20 10" width="40"/>`, "with space.png": picture("png", 1, 1),
		"really.png": picture("jpeg", 2, 2), "text.png": "<html>", "empty.png": "", "cut.png": picture("png", 9, 9)[:20],
		"zero.png": string(zero), "wide.png": picture("png", 200, 60), "big.png": picture("png", 1, 1) + strings.Repeat("x", 5000),
		"pictures/other.png": picture("png", 1, 1),
	})
	b, ds := load(t, Source{FS: fsys, Name: "guide"}, Options{Images: ImageLimits{Pixels: 10_000, Bytes: 5_000}, ResourcePath: []string{"pictures"}})
	equal(t, "sources", outcomes(find(t, b, "a.md")), want)
	var got []string
	for _, d := range ds {
		_, msg, _ := strings.Cut(d, ": ")
		got = append(got, msg)
	}
	equal(t, "findings", got, []string{
		`info: image "https://example.com/x.png": the image lies on another server [image-remote]`,
		`warning: image "A.PNG": the file is spelled "a.png" [link-case]`,
		`warning: image "gone.png": no such file [image-missing]`,
		`warning: image "text.png": the file is no image [image-bad]`,
		`warning: image "empty.png": the file is empty [image-bad]`,
		`warning: image "cut.png": the image is damaged: unexpected EOF [image-bad]`,
		`warning: image "zero.png": the image is damaged: invalid format: non-positive dimension [image-bad]`,
		`warning: image "wide.png": the image is 200 by 60 pixels, over the limit of 10000 (--limit-image-pixels) [image-bad]`,
		`warning: image "big.png": the file has 5071 bytes, over the limit of 5000 (--limit-image-bytes) [image-bad]`,
		`warning: image "../up.png": the path leads out of the source folder [outside-root]`,
		`warning: image "//example.com/x.png": addresses with "//" are not allowed [bad-scheme]`,
		`warning: image "mailto:a@example.com": addresses with "mailto:" are not allowed [bad-scheme]`,
		`warning: image "a.md": a page is no image [image-bad]`,
	})
	var assets []string
	for _, a := range b.Assets {
		assets = append(assets, strings.Join([]string{a.Path, a.MIME, size(a.W, a.H)}, " "))
	}
	equal(t, "assets", assets, []string{
		"a.png image/png 3x2", "d.svg image/svg+xml 40x20", "img/b.jpg image/jpeg 5x4", "img/c.gif image/gif 7x6",
		"pictures/other.png image/png 1x1", "really.png image/jpeg 2x2", "with space.png image/png 1x1",
	})
	r, err := b.Assets[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if text, err := io.ReadAll(r); err != nil || string(text) != picture("png", 3, 2) {
		t.Errorf("content: %d bytes, %v", len(text), err)
	}
}

func TestNoAlt(t *testing.T) {
	_, ds := guide(t, map[string]string{"a.md": "# A\n\n![](a.png) ![x](a.png) <img src=\"a.png\" alt=\"\">\n", "a.png": picture("png", 1, 1)})
	equal(t, "findings", ds, []string{`a.md:3:5: warning: image "a.png": no alternative text; say in the brackets what it shows [no-alt]`})
}

// TestProjectFiles: files of the project outside the pages' folder stay inside the outputs.
func TestProjectFiles(t *testing.T) {
	b, ds := guide(t, map[string]string{"mkdocs.yml": "", "docs/sub/a.md": "# A\n\n![x](../../logo.png) [l](../../LICENSE) [r](../../README.md)\n", "logo.png": picture("png", 1, 1), "LICENSE": "x", "README.md": "# R\n"})
	equal(t, "targets", outcomes(find(t, b, "sub/a.md")), []string{"../../logo.png → asset _files/logo.png", "../../LICENSE → asset _files/LICENSE", "../../README.md → url ../../README.md"})
	equal(t, "codes", codes(ds), []string{"link-outside"})
}

func size(w, h int) string {
	return fmt.Sprintf("%dx%d", w, h)
}
