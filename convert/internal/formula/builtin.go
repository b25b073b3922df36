package formula

import "strings"

// builtin are commands that KaTeX or MathJax know and the module does not, or draws otherwise than TeX: a name, the number of
// arguments, and what it stands for.
const builtin = `
dfrac 2 \mathord{\genfrac{}{}{}{0}{#1}{#2}}
tfrac 2 \mathord{\genfrac{}{}{}{1}{#1}{#2}}
binom 2 \mathord{\genfrac(){0pt}{}{#1}{#2}}
dbinom 2 \mathord{\genfrac(){0pt}{0}{#1}{#2}}
tbinom 2 \mathord{\genfrac(){0pt}{1}{#1}{#2}}
pmod 1 \mkern18mu(\mathrm{mod}\mkern6mu #1)
bmod 0 \mkern5mu\mathrm{mod}\mkern5mu 
pod 1 \mkern18mu(#1)
mod 1 \mkern18mu\mathrm{mod}\mkern6mu #1
bm 1 \boldsymbol{#1}
symbf 1 \mathbf{#1}
mathbfit 1 \boldsymbol{#1}
mathbfsf 1 \mathsf{#1}
mathnormal 1 {#1}
mathup 1 \mathrm{#1}
pmb 1 \boldsymbol{#1}
mathds 1 \mathbb{#1}
mathbbm 1 \mathbb{#1}
bold 1 \mathbf{#1}
Bbb 1 \mathbb{#1}
ensuremath 1 {#1}
emph 1 \textit{#1}
textup 1 \text{#1}
textmd 1 \text{#1}
textnormal 1 \text{#1}
textsc 1 \text{#1}
textsl 1 \textit{#1}
textsuperscript 1 {}^{\text{#1}}
textsubscript 1 {}_{\text{#1}}
operatornamewithlimits 1 \operatorname*{#1}
href 2 {#2}
class 2 {#2}
cssId 2 {#2}
htmlClass 2 {#2}
htmlId 2 {#2}
style 2 {#2}
nicefrac 2 {}^{#1}\!/_{#2}
sfrac 2 {}^{#1}\!/_{#2}
sout 1 \enclose{horizontalstrike}{#1}
overparen 1 \overset{\frown}{#1}
wideparen 1 \overset{\frown}{#1}
underparen 1 \underset{\smile}{#1}
utilde 1 \underset{\sim}{#1}
undertilde 1 \underset{\sim}{#1}
widecheck 1 \check{#1}
overleftrightarrow 1 \overset{\leftrightarrow}{#1}
underleftrightarrow 1 \underset{\leftrightarrow}{#1}
xlongequal 1 \overset{#1}{=\!=}
xtwoheadrightarrow 1 \overset{#1}{\twoheadrightarrow}
xtofrom 1 \overset{#1}{\rightleftarrows}
angl 1 \overline{#1}\rvert
numcases 0 \cases
boldmath 0
mathstrut 0 \vphantom{(}
strut 0 \vphantom{(}
underbar 1 \underline{#1}
argmax 0 \operatorname*{arg\,max}
argmin 0 \operatorname*{arg\,min}
plim 0 \operatorname*{plim}
varinjlim 0 \underset{\rightarrow}{\lim}
varprojlim 0 \underset{\leftarrow}{\lim}
arcctg 0 \operatorname{arcctg}
arctg 0 \operatorname{arctg}
ch 0 \operatorname{ch}
sh 0 \operatorname{sh}
th 0 \operatorname{th}
cth 0 \operatorname{cth}
ctg 0 \operatorname{ctg}
tg 0 \operatorname{tg}
cosec 0 \operatorname{cosec}
cotg 0 \operatorname{cotg}
Res 0 \operatorname{Res}
lang 0 \langle
rang 0 \rangle
lt 0 <
gt 0 >
llbracket 0 \mathopen{[\![}
rrbracket 0 \mathclose{]\!]}
lBrace 0 \mathopen{\{\!|}
rBrace 0 \mathclose{|\!\}}
oiint 0 \,\mathop{\mathchoice{\vcenter{\huge ∯}}{∯}{∯}{∯}}\nolimits
oiiint 0 \,\mathop{\mathchoice{\vcenter{\huge ∰}}{∰}{∰}{∰}}\nolimits
dotsc 0 \ldots
dotso 0 \ldots
dotsb 0 \cdots
dotsm 0 \cdots
dotsi 0 \cdots
iddots 0 \mathinner{⋰}
adots 0 \mathinner{⋰}
coloneqq 0 \mathrel{:=}
colonequals 0 \mathrel{:=}
eqqcolon 0 \mathrel{=:}
Coloneqq 0 \mathrel{::=}
coloneq 0 \mathrel{:-}
vcentcolon 0 \mathrel{:}
VDash 0 \mathrel{⊫}
P 0 \text{¶}
copyright 0 \text{©}
pounds 0 \text{£}
euro 0 \text{€}
textdegree 0 \text{°}
textregistered 0 \text{®}
textasciitilde 0 \text{~}
textbackslash 0 \backslash
textbar 0 |
textless 0 <
textgreater 0 >
textunderscore 0 \_
textdollar 0 \$
textellipsis 0 \text{…}
textendash 0 \text{–}
textemdash 0 \text{—}
textquoteleft 0 \text{‘}
textquoteright 0 \text{’}
textmu 0 \text{µ}
N 0 \mathbb{N}
Z 0 \mathbb{Z}
Q 0 \mathbb{Q}
R 0 \mathbb{R}
natnums 0 \mathbb{N}
reals 0 \mathbb{R}
Reals 0 \mathbb{R}
cnums 0 \mathbb{C}
Complex 0 \mathbb{C}
infin 0 \infty
exist 0 \exists
isin 0 \in
sub 0 \subset
sube 0 \subseteq
supe 0 \supseteq
sdot 0 \cdot
plusmn 0 \pm
empty 0 \emptyset
alef 0 \aleph
alefsym 0 \aleph
weierp 0 \wp
thetasym 0 \vartheta
image 0 \Im
real 0 \Re
hearts 0 \heartsuit
larr 0 \leftarrow
rarr 0 \rightarrow
uarr 0 \uparrow
darr 0 \downarrow
harr 0 \leftrightarrow
Larr 0 \Leftarrow
Rarr 0 \Rightarrow
lArr 0 \Leftarrow
rArr 0 \Rightarrow
hArr 0 \Leftrightarrow
and 0 \land
or 0 \lor
Alpha 0 \mathrm{A}
Beta 0 \mathrm{B}
Epsilon 0 \mathrm{E}
Zeta 0 \mathrm{Z}
Eta 0 \mathrm{H}
Iota 0 \mathrm{I}
Kappa 0 \mathrm{K}
Mu 0 \mathrm{M}
Nu 0 \mathrm{N}
Omicron 0 \mathrm{O}
Rho 0 \mathrm{P}
Tau 0 \mathrm{T}
Chi 0 \mathrm{X}
omicron 0 o
medspace 0 \:
thickspace 0 \;
nobreakspace 0 \ 
hfill 0 \quad
hfil 0 \quad
newline 0 \\
cr 0 \\
allowbreak 0
nobreak 0
LaTeX 0 \text{LaTeX}
TeX 0 \text{TeX}
KaTeX 0 \text{KaTeX}
`

// standard is the macro of a command of builtin.
func standard(name string) (macro, bool) {
	i := strings.Index(builtin, "\n"+name[1:]+" ")
	if i < 0 || !isLetter(name[1]) {
		return macro{}, false
	}
	line, _, _ := strings.Cut(builtin[i+1:], "\n")
	line = line[len(name):]
	d := macro{args: int(line[0] - '0')}
	if len(line) > 2 {
		d.body = line[2:]
	}
	return d, true
}
