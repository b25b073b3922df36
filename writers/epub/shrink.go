package epub

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"platen/writers/internal/pixels"
)

const (
	jpegQuality  = 85          // of images that were scaled down
	maxDecoded   = 100_000_000 // pixels of an image that is scaled down: with its smaller copy some 500 MB at most
	headBytes    = 32          // of a file that tell its type
	webpLossy    = "VP8 "      // without transparency
	webpExtended = "VP8X"      // with flags
)

// shrinks reports whether an image of that size is over the limit and can be scaled down, and what it becomes. Drawings have
// no pixels; GIF files and WebP files that move would stand still. Nothing here writes WebP: its photographs become JPEG, the
// others PNG.
func (v *volume) shrinks(mime string, head []byte, w, h int) (as string, ok bool) {
	if v.w.ImageLimit <= 0 || max(w, h) <= v.w.ImageLimit || int64(w)*int64(h) > maxDecoded {
		return mime, false
	}
	switch mime {
	case "image/png", "image/jpeg":
		return mime, true
	case "image/webp":
		switch {
		case len(head) < headBytes:
		case string(head[12:16]) == webpLossy:
			return "image/jpeg", true
		case string(head[12:16]) != webpExtended || head[20]&2 == 0: // the flag of animation
			return "image/png", true
		}
	}
	return mime, false
}

// errKept says that an image is better left as it is.
var errKept = errors.New("kept")

// shrink scales an image down so that no side has more than limit pixels, and writes it as the type mime. The error is
// errKept for one whose colours would change or that would not get smaller, else it says what is wrong with the image.
func shrink(data []byte, mime string, limit int) ([]byte, error) {
	m, kind, err := decoded(data)
	if err != nil {
		return nil, err
	}
	if _, cmyk := m.(*image.CMYK); cmyk {
		return nil, errKept
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	k := max(w, h)
	small := image.Image(pixels.Smaller(m, max(1, (w*limit+k/2)/k), max(1, (h*limit+k/2)/k)))
	switch m.(type) {
	case *image.Gray, *image.Gray16:
		small = grays(small.(*image.NRGBA))
	}
	var out bytes.Buffer
	if mime == "image/jpeg" {
		err = jpeg.Encode(&out, small, &jpeg.Options{Quality: jpegQuality})
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small)
	}
	if err != nil {
		return nil, err
	}
	b := out.Bytes()
	switch {
	case kind == "jpeg":
		b = append(b[:2:2], append(jpegSegments(data), b[2:]...)...)
	case kind == "png":
		const header = 8 + 25 // signature and IHDR
		b = append(b[:header:header], append(pngColors(data), b[header:]...)...)
	}
	if len(b) >= len(data) && kind != "webp" { // the name of a WebP file is another already
		return nil, errKept
	}
	return b, nil
}

// decoded reads an image; kind is that of its file.
func decoded(data []byte) (m image.Image, kind string, err error) {
	switch imageType(data, false) {
	case "image/png":
		m, err = png.Decode(bytes.NewReader(data))
		return m, "png", err
	case "image/jpeg":
		m, err = jpeg.Decode(bytes.NewReader(data))
		return m, "jpeg", err
	case "image/webp":
		m, err = webp.Decode(bytes.NewReader(data))
		return m, "webp", err
	}
	return nil, "", errKept
}

// grays is an image without colours and coverage as one of gray, which the profile of a gray file fits.
func grays(m *image.NRGBA) *image.Gray {
	out := image.NewGray(m.Rect)
	for i := range out.Pix {
		out.Pix[i] = m.Pix[4*i]
	}
	return out
}

// jpegSegments returns the segments of a JPEG file that say how it stands and what its colours mean: Exif and ICC.
func jpegSegments(data []byte) (out []byte) {
	for i := 2; i+4 <= len(data) && data[i] == 0xff && data[i+1] != 0xda; {
		n := 2 + int(binary.BigEndian.Uint16(data[i+2:]))
		if i+n > len(data) {
			break
		}
		seg := data[i : i+n]
		if data[i+1] == 0xe1 && bytes.HasPrefix(seg[4:], []byte("Exif\x00")) || data[i+1] == 0xe2 && bytes.HasPrefix(seg[4:], []byte("ICC_PROFILE\x00")) {
			out = append(out, seg...)
		}
		i += n
	}
	return out
}

// pngColors returns the chunks of a PNG file that say what its colours mean. (PNG, third edition, 11.3.2)
func pngColors(data []byte) (out []byte) {
	for i := 8; i+12 <= len(data); {
		n := int64(binary.BigEndian.Uint32(data[i:])) + 12
		if n > int64(len(data)-i) {
			break
		}
		switch string(data[i+4 : i+8]) {
		case "IDAT":
			return out
		case "cHRM", "gAMA", "sRGB", "cICP":
			out = append(out, data[i:int64(i)+n]...)
		case "iCCP":
			if data[25] != 4 { // gray with coverage becomes RGB, which its profile would not fit
				out = append(out, data[i:int64(i)+n]...)
			}
		}
		i += int(n)
	}
	return out
}
