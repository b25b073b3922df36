package fonts

import _ "embed"

// Strings are read from the binary where they lie: nothing is copied. The four faces that nearly every document uses lie
// there as they are; the others, two thirds of the bytes and more, packed by zstd --ultra -22.
var (
	//go:embed source-sans-3/SourceSans3_400Regular.ttf
	sansRegular string
	//go:embed source-sans-3/SourceSans3_700Bold.ttf
	sansBold string
	//go:embed source-sans-3/SourceSans3_400Regular_Italic.ttf
	sansItalic string
	//go:embed source-sans-3/SourceSans3_700Bold_Italic.ttf.zst
	sansBoldItalic string
	//go:embed source-serif-4/SourceSerif4_400Regular.ttf.zst
	serifRegular string
	//go:embed source-serif-4/SourceSerif4_700Bold.ttf.zst
	serifBold string
	//go:embed source-serif-4/SourceSerif4_400Regular_Italic.ttf.zst
	serifItalic string
	//go:embed source-serif-4/SourceSerif4_700Bold_Italic.ttf.zst
	serifBoldItalic string
	//go:embed source-code-pro/SourceCodePro_400Regular.ttf
	codeRegular string
	//go:embed source-code-pro/SourceCodePro_700Bold.ttf.zst
	codeBold string
	//go:embed source-code-pro/SourceCodePro_400Regular_Italic.ttf.zst
	codeItalic string
	//go:embed source-code-pro/SourceCodePro_700Bold_Italic.ttf.zst
	codeBoldItalic string
	//go:embed noto-emoji/NotoEmoji_400Regular.ttf.zst
	emojiRegular string
	//go:embed noto-sans-math/NotoSansMath_400Regular.ttf.zst
	mathRegular string
	//go:embed noto-sans-symbols/NotoSansSymbols_400Regular.ttf.zst
	symbolsRegular string
	//go:embed noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf.zst
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
