package fonts

import _ "embed"

// Strings are read from the binary where they lie: nothing is copied.
var (
	//go:embed source-sans-3/SourceSans3_400Regular.ttf
	sansRegular string
	//go:embed source-sans-3/SourceSans3_700Bold.ttf
	sansBold string
	//go:embed source-sans-3/SourceSans3_400Regular_Italic.ttf
	sansItalic string
	//go:embed source-sans-3/SourceSans3_700Bold_Italic.ttf
	sansBoldItalic string
	//go:embed source-serif-4/SourceSerif4_400Regular.ttf
	serifRegular string
	//go:embed source-serif-4/SourceSerif4_700Bold.ttf
	serifBold string
	//go:embed source-serif-4/SourceSerif4_400Regular_Italic.ttf
	serifItalic string
	//go:embed source-serif-4/SourceSerif4_700Bold_Italic.ttf
	serifBoldItalic string
	//go:embed source-code-pro/SourceCodePro_400Regular.ttf
	codeRegular string
	//go:embed source-code-pro/SourceCodePro_700Bold.ttf
	codeBold string
	//go:embed source-code-pro/SourceCodePro_400Regular_Italic.ttf
	codeItalic string
	//go:embed source-code-pro/SourceCodePro_700Bold_Italic.ttf
	codeBoldItalic string
	//go:embed noto-emoji/NotoEmoji_400Regular.ttf
	emojiRegular string
)

// OFL texts.
var (
	//go:embed source-sans-3/OFL.txt
	sansOFL string
	//go:embed source-serif-4/OFL.txt
	serifOFL string
	//go:embed source-code-pro/OFL.txt
	codeOFL string
	//go:embed noto-emoji/OFL.txt
	emojiOFL string
)
