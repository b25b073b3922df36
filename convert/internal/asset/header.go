package asset

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"image"
	_ "image/gif"  // for image.DecodeConfig
	_ "image/jpeg" // for image.DecodeConfig
	_ "image/png"  // for image.DecodeConfig
	"io"
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"

	_ "golang.org/x/image/bmp"  // for image.DecodeConfig
	_ "golang.org/x/image/tiff" // for image.DecodeConfig
	_ "golang.org/x/image/webp" // for image.DecodeConfig
)

// mimeByName returns the type that a file's extension stands for.
func mimeByName(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".svg":
		return "image/svg+xml"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/x-icon"
	case ".bmp":
		return "image/bmp"
	case ".tif", ".tiff":
		return "image/tiff"
	case ".pdf":
		return "application/pdf"
	case ".zip":
		return "application/zip"
	case ".json":
		return "application/json"
	case ".txt", ".text", ".log":
		return "text/plain"
	case ".csv":
		return "text/csv"
	case ".html", ".htm":
		return "text/html"
	case ".css":
		return "text/css"
	case ".js":
		return "text/javascript"
	case ".xml":
		return "application/xml"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".mp3":
		return "audio/mpeg"
	}
	return "application/octet-stream"
}

// svgHead is how many bytes of an SVG are read to find its size.
const svgHead = 64 << 10

// readHeader finds the image's type and size and returns what keeps it from being shown, or "". The error is that of
// reading.
func (f *File) readHeader(fsys fs.FS, limits Limits) (bad string, err error) {
	if f.Size > int64(limits.Bytes) {
		return fmt.Sprintf("the file has %d bytes, over the limit of %d (--limit-image-bytes)", f.Size, limits.Bytes), nil
	}
	file, err := fsys.Open(f.full)
	if err != nil {
		return "", err
	}
	defer file.Close()
	in := &failing{r: file}
	head := make([]byte, 512)
	n, _ := io.ReadFull(in, head)
	head = head[:n]
	switch {
	case in.err != nil:
		return "", in.err
	case n == 0:
		return "the file is empty", nil
	}
	mime := sniff(head)
	rest := io.MultiReader(bytes.NewReader(head), in)
	switch mime {
	case "":
		return "the file is no image", nil
	case "image/svg+xml":
		text, err := io.ReadAll(io.LimitReader(rest, svgHead))
		if err != nil {
			return "", err
		}
		w, h, ok := svgSize(text)
		if !ok {
			return "the file is no SVG", nil
		}
		f.W, f.H = w, h
	case "image/avif", "image/x-icon":
	default:
		c, _, err := image.DecodeConfig(rest)
		if in.err != nil {
			return "", in.err
		}
		if err != nil {
			return "the image is damaged: " + strings.TrimPrefix(strings.TrimPrefix(err.Error(), "image: "), mime[len("image/"):]+": "), nil
		}
		if c.Width <= 0 || c.Height <= 0 {
			return fmt.Sprintf("the image is %d by %d pixels", c.Width, c.Height), nil
		}
		if c.Width > limits.Pixels/c.Height {
			return fmt.Sprintf("the image is %d by %d pixels, over the limit of %d (--limit-image-pixels)", c.Width, c.Height, limits.Pixels), nil
		}
		f.W, f.H = c.Width, c.Height
		f.cut = mime == "image/png" && cutPNG(file, f.Size)
	}
	f.MIME = mime
	return "", nil
}

// A failing reader remembers an error other than the end.
type failing struct {
	r   io.Reader
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && err != io.EOF {
		f.err = err
	}
	return n, err
}

// cutPNG reports whether a PNG file ends before its last chunk does: a download that broke off. PNG, 5.3.
func cutPNG(file fs.File, size int64) bool {
	s, ok := file.(io.ReadSeeker)
	if !ok {
		return false
	}
	var head [8]byte
	at := int64(len(pngSignature))
	for range 10_000 { // chunks: real images have a few for each megabyte
		if at+12 > size {
			return true
		}
		if _, err := s.Seek(at, io.SeekStart); err != nil {
			return false
		}
		if _, err := io.ReadFull(s, head[:]); err != nil {
			return true
		}
		if string(head[4:]) == "IEND" {
			return false
		}
		at += 12 + int64(binary.BigEndian.Uint32(head[:4]))
	}
	return false
}

const pngSignature = "\x89PNG\r\n\x1a\n"

// sniff tells an image's type from its first bytes; "" is no image.
func sniff(head []byte) string {
	has := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case has(pngSignature):
		return "image/png"
	case has("\xff\xd8\xff"):
		return "image/jpeg"
	case has("GIF87a"), has("GIF89a"):
		return "image/gif"
	case has("RIFF") && len(head) >= 12 && string(head[8:12]) == "WEBP":
		return "image/webp"
	case has("BM") && len(head) >= 26:
		return "image/bmp"
	case has("II*\x00"), has("MM\x00*"):
		return "image/tiff"
	case has("\x00\x00\x01\x00"):
		return "image/x-icon"
	case len(head) >= 12 && string(head[4:8]) == "ftyp" && (string(head[8:12]) == "avif" || string(head[8:12]) == "avis"):
		return "image/avif"
	}
	t := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, s := range [...]string{"<svg", "<?xml", "<!--", "<!DOCTYPE svg"} {
		if bytes.HasPrefix(t, []byte(s)) {
			return "image/svg+xml"
		}
	}
	return ""
}

// svgSize reads the root element of an SVG. Sizes that are missing or absurd are 0: the viewer decides.
func svgSize(text []byte) (w, h int, ok bool) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		t, err := d.RawToken()
		if err != nil {
			return 0, 0, false
		}
		e, isStart := t.(xml.StartElement)
		if !isStart {
			continue
		}
		if e.Name.Local != "svg" {
			return 0, 0, false
		}
		var width, height float64
		var box []string
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "width":
				width = svgLength(a.Value)
			case "height":
				height = svgLength(a.Value)
			case "viewBox":
				box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' })
			}
		}
		if len(box) == 4 {
			bw, bh := svgLength(box[2]), svgLength(box[3])
			switch {
			case bw == 0 || bh == 0:
			case width == 0 && height == 0:
				width, height = bw, bh
			case width == 0:
				width = height * bw / bh
			case height == 0:
				height = width * bh / bw
			}
		}
		if width == 0 || height == 0 {
			return 0, 0, true
		}
		return int(math.Ceil(width)), int(math.Ceil(height)), true
	}
}

// svgLength returns a length in CSS pixels; 0 for percentages and for what is no sensible length.
func svgLength(s string) float64 {
	s = strings.TrimSpace(s)
	scale := 1.0
	for _, u := range [...]struct {
		name  string
		scale float64
	}{{"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}, {"em", 16}} {
		if n, ok := strings.CutSuffix(s, u.name); ok {
			s, scale = n, u.scale
			break
		}
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(v > 0) || v*scale > 100_000 {
		return 0
	}
	return v * scale
}
