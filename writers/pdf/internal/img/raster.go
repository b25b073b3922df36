package img

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"

	"github.com/klauspost/compress/zlib"
	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"

	"platen/writers/internal/pixels"
)

// A Raster is an image ready to be embedded. Exactly one of Pix, JPEG and PNG is set.
type Raster struct {
	W, H  int // pixels
	FullW int // and FullH: of the file, where the image was scaled down; 0 where not
	FullH int
	Gray  bool   // one sample a pixel instead of three
	Pix   []byte // 8-bit samples, row by row: gray, or R G B
	Alpha []byte // 8-bit coverage, one a pixel; nil: opaque
	JPEG  []byte // a baseline or progressive JPEG file of 8-bit gray or YCbCr
	PNG   *PNGStream
}

// A PNGStream is the compressed image data of a PNG without alpha or interlacing, as FlateDecode with
// Predictor 15 reads it (ISO 32000-1, 7.4.4.4).
type PNGStream struct {
	Data    []byte // zlib
	Bits    int    // bits a sample: 1, 2, 4 or 8
	Colors  int    // samples a pixel: 1 or 3
	Palette []byte // R G B triples; nil: Data holds gray or RGB
}

// MaxPixels is the largest image that is read. One that has to be decoded, and not passed through, takes at most
// maxDecoded bytes for that, and is scaled down to maxKept pixels: more than a page can show.
const (
	MaxPixels  = 100_000_000
	maxDecoded = 400_000_000
	maxKept    = 20_000_000
)

// Decode reads a PNG, JPEG, GIF (its first picture), WebP, BMP or TIFF file (its first page). The error says what is wrong with it.
func Decode(data []byte) (*Raster, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return decodePNG(data)
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return decodeJPEG(data)
	case bytes.HasPrefix(data, []byte("GIF8")):
		cfg, err := gif.DecodeConfig(bytes.NewReader(data))
		if err := checkSize(cfg, err); err != nil {
			return nil, err
		}
		m, err := gif.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		// the first picture may be smaller than the canvas, which is transparent
		full := image.NewNRGBA(image.Rect(0, 0, cfg.Width, cfg.Height))
		draw.Draw(full, m.Bounds(), m, m.Bounds().Min, draw.Src)
		return samples(full), nil
	case len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return decodeWith(data, webp.DecodeConfig, webp.Decode)
	case bytes.HasPrefix(data, []byte("BM")):
		return decodeWith(data, bmp.DecodeConfig, bmp.Decode)
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		return decodeWith(data, tiff.DecodeConfig, tiff.Decode)
	}
	return nil, errors.New("not a PNG, JPEG, GIF, WebP, BMP or TIFF image")
}

// A Shown is how an image is shown at most: the largest box, in pixels at the resolution that is wanted. The zero value
// keeps every pixel.
type Shown struct{ W, H float64 }

// scaled is the size that an image of w × h pixels is brought to; ok is false where it stays: it is not much larger than shown.
func (s Shown) scaled(w, h int) (sw, sh int, ok bool) {
	if s.W <= 0 || s.H <= 0 || w <= 0 || h <= 0 {
		return w, h, false
	}
	k := math.Min(s.W/float64(w), s.H/float64(h))
	if k > 1/1.5 {
		return w, h, false
	}
	return max(1, int(math.Round(float64(w)*k))), max(1, int(math.Round(float64(h)*k))), true
}

// DecodeShown is Decode for an image that is shown in a box: one that has many more pixels is scaled down. JPEG files stay
// as they are, since they would lose twice, and so do PNG files of few colours, which are small.
func DecodeShown(data []byte, s Shown) (*Raster, error) {
	cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && kind == "png" && s.reads(data, cfg) {
		m, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		w, h, _ := s.scaled(cfg.Width, cfg.Height)
		r := samples(pixels.Smaller(m, w, h))
		r.FullW, r.FullH = cfg.Width, cfg.Height
		return r, nil
	}
	return Decode(data)
}

// reads reports whether a PNG is decoded to be scaled down.
func (s Shown) reads(data []byte, cfg image.Config) bool {
	if _, _, ok := s.scaled(cfg.Width, cfg.Height); !ok || checkSize(cfg, nil) != nil {
		return false
	}
	if p := pngStream(data); p != nil && (p.Palette != nil || p.Bits < 8) {
		return false
	}
	switch cfg.ColorModel {
	case color.NRGBA64Model, color.RGBA64Model, color.Gray16Model:
		return int64(cfg.Width)*int64(cfg.Height)*8 <= maxDecoded
	}
	return int64(cfg.Width)*int64(cfg.Height)*4 <= maxDecoded
}

// Cost returns how many bytes of memory decoding a file takes at most; 0 when it says nothing of its size, and will
// not be decoded.
func Cost(data []byte, s Shown) int {
	cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || checkSize(cfg, nil) != nil {
		return 0
	}
	size := 4
	switch cfg.ColorModel {
	case color.NRGBA64Model, color.RGBA64Model, color.Gray16Model:
		size = 12
	case color.YCbCrModel, color.GrayModel:
		size = 2
	}
	if bytes.HasPrefix(data, []byte("\x89PNG")) && pngStream(data) != nil && !s.reads(data, cfg) {
		return 0 // passed through
	}
	return cfg.Width * cfg.Height * (size + 4) // the pixels, and the samples that are made of them
}

// decodeWith decodes an image whose size is checked before.
func decodeWith(data []byte, config func(io.Reader) (image.Config, error), decode func(io.Reader) (image.Image, error)) (*Raster, error) {
	cfg, err := config(bytes.NewReader(data))
	if err := checkSize(cfg, err); err != nil {
		return nil, err
	}
	m, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return samples(m), nil
}

func checkSize(cfg image.Config, err error) error {
	switch {
	case err != nil:
		return err
	case cfg.Width <= 0 || cfg.Height <= 0:
		return errors.New("an image without pixels")
	case int64(cfg.Width)*int64(cfg.Height) > MaxPixels:
		return fmt.Errorf("%d × %d pixels, over the limit of %d", cfg.Width, cfg.Height, MaxPixels)
	}
	return nil
}

// decodePNG passes plain images through and decodes the rest: alpha, interlacing, 16 bits.
func decodePNG(data []byte) (*Raster, error) {
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err := checkSize(cfg, err); err != nil {
		return nil, err
	}
	if s := pngStream(data); s != nil {
		if err := s.whole(cfg.Width, cfg.Height); err != nil {
			return nil, err
		}
		return &Raster{W: cfg.Width, H: cfg.Height, Gray: s.Colors == 1 && s.Palette == nil, PNG: s}, nil
	}
	size := 4
	if cfg.ColorModel == color.NRGBA64Model || cfg.ColorModel == color.RGBA64Model || cfg.ColorModel == color.Gray16Model {
		size = 8
	}
	if n := int64(cfg.Width) * int64(cfg.Height) * int64(size); n > maxDecoded {
		return nil, fmt.Errorf("%d × %d pixels of %d bytes are too many to decode", cfg.Width, cfg.Height, size)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return samples(m), nil
}

// whole reads the data through: all rows have to be there, each with a filter that there is. (PNG 3rd ed., 9.2)
func (s *PNGStream) whole(w, h int) error {
	z, err := zlib.NewReader(bytes.NewReader(s.Data))
	if err != nil {
		return err
	}
	row := make([]byte, 1+(w*s.Bits*s.Colors+7)/8)
	for range h {
		if _, err := io.ReadFull(z, row); err != nil {
			return fmt.Errorf("the image ends early: %w", err)
		}
		if row[0] > 4 {
			return fmt.Errorf("a row with filter %d", row[0])
		}
	}
	_, err = z.Read(row[:1]) // the check sum
	if err == io.EOF {
		err = nil
	}
	return err
}

// pngStream returns the image data of a PNG that a PDF can hold as it is, else nil (PNG 3rd ed., 11.2, 11.3).
func pngStream(data []byte) *PNGStream {
	s := &PNGStream{}
	kind := byte(0)
	for rest := data[8:]; len(rest) >= 12; {
		n := binary.BigEndian.Uint32(rest)
		if uint64(n)+12 > uint64(len(rest)) {
			return nil
		}
		body := rest[8 : 8+n]
		switch string(rest[4:8]) {
		case "IHDR":
			if len(body) < 13 || body[12] != 0 || body[8] > 8 {
				return nil
			}
			s.Bits, kind = int(body[8]), body[9]
			switch kind {
			case 0, 3:
				s.Colors = 1
			case 2:
				s.Colors = 3
			default:
				return nil
			}
		case "PLTE":
			if kind == 3 {
				s.Palette = bytes.Clone(body)
			}
		case "tRNS":
			return nil
		case "IDAT":
			s.Data = append(s.Data, body...)
		}
		rest = rest[12+n:]
	}
	if kind == 3 && len(s.Palette) < 3 || len(s.Data) == 0 {
		return nil
	}
	return s
}

// decodeJPEG passes 8-bit gray and YCbCr files that stand upright through and decodes the rest (CMYK, RGB, turned).
func decodeJPEG(data []byte) (*Raster, error) {
	cfg, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err := checkSize(cfg, err); err != nil {
		return nil, err
	}
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	turn := orientation(data)
	if turn == 1 {
		switch m.(type) {
		case *image.Gray:
			return &Raster{W: cfg.Width, H: cfg.Height, Gray: true, JPEG: data}, nil
		case *image.YCbCr:
			return &Raster{W: cfg.Width, H: cfg.Height, JPEG: data}, nil
		}
	}
	return upright(samples(m), turn), nil
}

// orientation returns the Exif orientation, 1 to 8; 1 when there is none (Exif 2.32, 4.6.4).
func orientation(data []byte) int {
	for i := 2; i+4 <= len(data) && data[i] == 0xff; {
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		if data[i+1] == 0xda || n < 2 || i+2+n > len(data) {
			break
		}
		if body := data[i+4 : i+2+n]; data[i+1] == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return exifOrientation(body[6:])
		}
		i += 2 + n
	}
	return 1
}

func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	for n, i := int(order.Uint16(tiff[at:])), int(at)+2; n > 0 && i+12 <= len(tiff); n, i = n-1, i+12 {
		if order.Uint16(tiff[i:]) == 0x0112 {
			if v := int(order.Uint16(tiff[i+8:])); v >= 1 && v <= 8 {
				return v
			}
		}
	}
	return 1
}

// upright applies an Exif orientation.
func upright(r *Raster, turn int) *Raster {
	if turn == 1 {
		return r
	}
	n := 3
	if r.Gray {
		n = 1
	}
	out := &Raster{W: r.W, H: r.H, FullW: r.FullW, FullH: r.FullH, Gray: r.Gray, Pix: make([]byte, len(r.Pix))}
	if turn >= 5 {
		out.W, out.H, out.FullW, out.FullH = r.H, r.W, r.FullH, r.FullW
	}
	for y := 0; y < out.H; y++ {
		for x := 0; x < out.W; x++ {
			sx, sy := x, y
			switch turn {
			case 2:
				sx = r.W - 1 - x
			case 3:
				sx, sy = r.W-1-x, r.H-1-y
			case 4:
				sy = r.H - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, r.H-1-x
			case 7:
				sx, sy = r.W-1-y, r.H-1-x
			case 8:
				sx, sy = r.W-1-y, x
			}
			copy(out.Pix[(y*out.W+x)*n:][:n], r.Pix[(sy*r.W+sx)*n:][:n])
		}
	}
	return out
}
