package fonts

import (
	"embed"
	"strings"
)

//go:embed */*.ttf */OFL.txt
var files embed.FS

// A File is one embedded face.
type File struct {
	// Name is the face's PostScript name, "SourceSans3-Bold".
	Name string
	path string
}

// Data returns a copy of the font file's bytes, nil for the zero File.
func (f File) Data() []byte {
	if f.path == "" {
		return nil
	}
	b, err := files.ReadFile(f.path)
	if err != nil {
		panic("fonts: " + f.path + " is not embedded")
	}
	return b
}

// A Family is the faces of one design. Bold, Italic and BoldItalic are zero where the design has none.
type Family struct {
	// Name is the family's name, "Source Sans 3".
	Name string
	// Mono reports whether all characters are equally wide.
	Mono                              bool
	Regular, Bold, Italic, BoldItalic File
}

// Families lists the embedded families, always in this order: sans, serif, mono, emoji.
func Families() []Family {
	return []Family{
		four("Source Sans 3", "source-sans-3", "SourceSans3", false),
		four("Source Serif 4", "source-serif-4", "SourceSerif4", false),
		four("Source Code Pro", "source-code-pro", "SourceCodePro", true),
		{Name: "Noto Emoji", Regular: File{"NotoEmoji-Regular", "noto-emoji/NotoEmoji_400Regular.ttf"}},
	}
}

func four(name, dir, stem string, mono bool) Family {
	f := func(style, weight string) File {
		return File{stem + "-" + style, dir + "/" + stem + "_" + weight + ".ttf"}
	}
	return Family{
		Name: name, Mono: mono,
		Regular: f("Regular", "400Regular"), Bold: f("Bold", "700Bold"),
		Italic: f("Italic", "400Regular_Italic"), BoldItalic: f("BoldItalic", "700Bold_Italic"),
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
	dir, _, _ := strings.Cut(f.Regular.path, "/")
	b, err := files.ReadFile(dir + "/OFL.txt")
	if err != nil {
		return ""
	}
	return string(b)
}
