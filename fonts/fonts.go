package fonts

import (
	"strings"
	"unsafe"
)

// A File is one embedded face.
type File struct {
	// Name is the face's PostScript name, "SourceSans3-Bold".
	Name string
	data *string
}

// Data returns the font file's bytes where they lie in the binary: they cannot be changed. It is nil for the zero File.
func (f File) Data() []byte {
	if f.data == nil {
		return nil
	}
	return unsafe.Slice(unsafe.StringData(*f.data), len(*f.data))
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
