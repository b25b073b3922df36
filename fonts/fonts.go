package fonts

import (
	"strings"
	"unicode"
	"unsafe"

	"github.com/klauspost/compress/zstd"
)

// A File is one embedded face.
type File struct {
	// Name is the face's PostScript name, "SourceSans3-Bold".
	Name string
	data *string
}

// Data returns the font file's bytes, which cannot be changed. It is nil for the zero File. The bytes lie in the binary;
// those of a packed face are unpacked by each call, which takes some milliseconds: keep them.
func (f File) Data() []byte {
	if f.data == nil {
		return nil
	}
	if strings.HasPrefix(*f.data, packed) {
		return unpack(*f.data)
	}
	return unsafe.Slice(unsafe.StringData(*f.data), len(*f.data))
}

// Bold reports whether it is the bold face, or the bold italic one.
func (f File) Bold() bool { return strings.Contains(f.Name, "Bold") }

// Coverage returns the runes of a packed face that stands in for others, so that it is not unpacked for those that it lacks;
// nil for other faces.
func (f File) Coverage() *unicode.RangeTable { return coverage[f.Name] }

// packed begins a Zstandard frame. (RFC 8878, 3.1.1)
const packed = "\x28\xb5\x2f\xfd"

// unpack returns what is in a Zstandard frame.
func unpack(frame string) []byte {
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	if err != nil {
		panic(err)
	}
	defer r.Close()
	data, err := r.DecodeAll(unsafe.Slice(unsafe.StringData(frame), len(frame)), nil)
	if err != nil {
		panic(err) // it is in the binary
	}
	return data
}

// A Family is the faces of one design. Bold, Italic and BoldItalic are zero where the design has none.
type Family struct {
	// Name is the family's name, "Source Sans 3".
	Name string
	// Mono reports whether all characters are equally wide.
	Mono                              bool
	Regular, Bold, Italic, BoldItalic File

	licence *string
}

// Families lists the embedded families, always in this order: sans, serif, mono, emoji, and three for signs: symbols 2, symbols, math.
func Families() []Family {
	return []Family{
		{
			Name: "Source Sans 3", licence: &sansOFL,
			Regular: File{"SourceSans3-Regular", &sansRegular}, Bold: File{"SourceSans3-Bold", &sansBold},
			Italic: File{"SourceSans3-Italic", &sansItalic}, BoldItalic: File{"SourceSans3-BoldItalic", &sansBoldItalic},
		},
		{
			Name: "Source Serif 4", licence: &serifOFL,
			Regular: File{"SourceSerif4-Regular", &serifRegular}, Bold: File{"SourceSerif4-Bold", &serifBold},
			Italic: File{"SourceSerif4-Italic", &serifItalic}, BoldItalic: File{"SourceSerif4-BoldItalic", &serifBoldItalic},
		},
		{
			Name: "Source Code Pro", Mono: true, licence: &codeOFL,
			Regular: File{"SourceCodePro-Regular", &codeRegular}, Bold: File{"SourceCodePro-Bold", &codeBold},
			Italic: File{"SourceCodePro-Italic", &codeItalic}, BoldItalic: File{"SourceCodePro-BoldItalic", &codeBoldItalic},
		},
		{Name: "Noto Emoji", licence: &emojiOFL, Regular: File{"NotoEmoji-Regular", &emojiRegular}},
		{Name: "Noto Sans Symbols 2", licence: &symbols2OFL, Regular: File{"NotoSansSymbols2-Regular", &symbols2Regular}},
		{Name: "Noto Sans Symbols", licence: &symbolsOFL, Regular: File{"NotoSansSymbols-Regular", &symbolsRegular}},
		{Name: "Noto Sans Math", licence: &mathOFL, Regular: File{"NotoSansMath-Regular", &mathRegular}},
	}
}

// Lookup finds an embedded family by its name, whatever its case.
func Lookup(name string) (Family, bool) {
	for _, f := range Families() {
		if strings.EqualFold(f.Name, name) {
			return f, true
		}
	}
	return Family{}, false
}

// Licence returns the licence text of an embedded family, "" for an unknown one.
func Licence(name string) string {
	f, ok := Lookup(name)
	if !ok {
		return ""
	}
	return *f.licence
}
