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
	//go:embed noto-sans-math/NotoSansMath_400Regular.ttf
	mathRegular string
	//go:embed noto-sans-symbols/NotoSansSymbols_400Regular.ttf
	symbolsRegular string
	//go:embed noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf
	symbols2Regular string
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
	//go:embed noto-sans-math/OFL.txt
	mathOFL string
	//go:embed noto-sans-symbols/OFL.txt
	symbolsOFL string
	//go:embed noto-sans-symbols-2/OFL.txt
	symbols2OFL string
)
