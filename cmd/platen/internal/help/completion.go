package help

import (
	"fmt"
	"io"
	"strings"

	"platen/cmd/platen/internal/options"
)

// Completion prints the script for a shell.
func Completion(w io.Writer, args []string) error {
	shells := []string{"bash", "zsh", "fish"}
	if len(args) != 1 {
		return options.WrongHint("one of bash, zsh, fish", "completion needs a shell")
	}
	switch args[0] {
	case "bash":
		completeBash(w)
	case "zsh":
		completeZsh(w)
	case "fish":
		completeFish(w)
	default:
		return options.Unknown("shell", args[0], shells)
	}
	return nil
}

// commandWords returns what can follow each subcommand; nil means files.
func commandWords() map[string][]string {
	return map[string][]string{
		"list":       lists(),
		"completion": {"bash", "zsh", "fish"},
		"help":       topics(),
	}
}

// bashHead is the beginning of the script for bash. The words are split at the equals sign before they get here;
// lists with commas and extensions behind + and - are completed at their last part.
const bashHead = `# bash completion for platen; put it where bash-completion looks, or: source <(platen completion bash)
_platen_words() { # WORDS CURRENT [PREFIX]
	local IFS=$' \n'
	COMPREPLY=($(compgen -P "${3-}" -W "$1" -- "$2"))
}
_platen_files() {
	local IFS=$'\n'
	COMPREPLY=($(compgen -f -- "$1"))
	compopt -o filenames 2>/dev/null
}
_platen() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} head
	if [[ $prev == = && $COMP_CWORD -gt 1 ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
	if [[ $cur == = ]]; then cur=; fi
	case $prev in
`

func completeBash(w io.Writer) {
	fmt.Fprint(w, bashHead)
	var all, names, extensionNames []string
	for _, d := range options.Extensions() {
		extensionNames = append(extensionNames, d.Name)
	}
	for _, f := range options.Flags() {
		all = append(all, "--"+f.Name)
		if f.Arg == "" || f.Bare != "" {
			continue
		}
		flag := "--" + f.Name
		if f.Short != "" {
			flag += "|-" + f.Short
		}
		words := strings.Join(f.Words(), " ")
		switch {
		case f.Name == "to":
			fmt.Fprintf(w, "\t%s) head=${cur%%\"${cur##*,}\"}; _platen_words '%s' \"${cur##*,}\" \"$head\"; return ;;\n", flag, words)
		case f.Name == "from":
			fmt.Fprintf(w, "\t%s)\n\t\tif [[ $cur == *[+-]* ]]; then head=${cur%%\"${cur##*[+-]}\"}; _platen_words '%s' \"${cur##*[+-]}\" \"$head\"\n\t\telse _platen_words '%s' \"$cur\"; fi\n\t\treturn ;;\n",
				flag, strings.Join(extensionNames, " "), words)
		case words != "":
			fmt.Fprintf(w, "\t%s) _platen_words '%s' \"$cur\"; return ;;\n", flag, words)
		case f.Files:
			fmt.Fprintf(w, "\t%s) _platen_files \"$cur\"; return ;;\n", flag)
		default:
			fmt.Fprintf(w, "\t%s) return ;;\n", flag)
		}
	}
	for _, s := range options.Commands() {
		names = append(names, s.Name)
		if words := commandWords()[s.Name]; words != nil {
			fmt.Fprintf(w, "\t%s) _platen_words '%s' \"$cur\"; return ;;\n", s.Name, strings.Join(words, " "))
		}
	}
	fmt.Fprintf(w, "\tesac\n\tif [[ $cur == -* ]]; then _platen_words '%s' \"$cur\"; return; fi\n\t_platen_files \"$cur\"\n"+
		"\tif [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W '%s' -- \"$cur\")); fi\n}\ncomplete -F _platen platen\n",
		strings.Join(all, " "), strings.Join(names, " "))
}

// zshText quotes text inside single quotes and brackets of an _arguments specification.
func zshText(s string) string {
	return strings.NewReplacer("'", `'\''`, "[", `\[`, "]", `\]`, ":", `\:`).Replace(s)
}

func completeZsh(w io.Writer) {
	fmt.Fprint(w, "#compdef platen\n# zsh completion for platen; put it as _platen into a folder of $fpath, or: source <(platen completion zsh)\n_platen() {\n\tlocal -a specs\n\tspecs=(\n")
	for _, f := range options.Flags() {
		value := ""
		if f.Arg != "" {
			action := " "
			if words := f.Words(); f.Name == "to" {
				action = "_values -s , format " + strings.Join(words, " ")
			} else if len(words) > 0 {
				action = "(" + strings.Join(words, " ") + ")"
			} else if f.Files {
				action = "_files"
			}
			colon := ":"
			if f.Bare != "" {
				colon = "::"
			}
			value = colon + zshText(f.Arg) + ":" + action
		}
		equals := ""
		if f.Arg != "" {
			equals = "="
			if f.Bare != "" {
				equals = "=-"
			}
		}
		fmt.Fprintf(w, "\t\t'*--%s%s[%s]%s'\n", f.Name, equals, zshText(f.Doc), value)
		if f.Short != "" {
			fmt.Fprintf(w, "\t\t'*-%s[%s]%s'\n", f.Short, zshText(f.Doc), value)
		}
	}
	fmt.Fprint(w, "\t\t'1: :_platen_first'\n\t\t'*: :_platen_rest'\n\t)\n\t_arguments -s $specs\n}\n_platen_first() {\n\tlocal -a commands\n\tcommands=(\n")
	for _, s := range options.Commands() {
		fmt.Fprintf(w, "\t\t'%s:%s'\n", s.Name, strings.ReplaceAll(s.Doc, "'", `'\''`))
	}
	fmt.Fprint(w, "\t)\n\t_describe command commands\n\t_files\n}\n_platen_rest() {\n\tcase $words[2] in\n")
	for _, s := range options.Commands() {
		if list := commandWords()[s.Name]; list != nil {
			fmt.Fprintf(w, "\t%s) compadd -- %s ;;\n", s.Name, strings.Join(list, " "))
		}
	}
	fmt.Fprint(w, "\t*) _files ;;\n\tesac\n}\n"+
		"if [[ $funcstack[1] == _platen ]]; then _platen \"$@\"; else compdef _platen platen; fi\n") // as a file of $fpath, or sourced
}

func completeFish(w io.Writer) {
	quote := func(s string) string {
		return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'"
	}
	fmt.Fprint(w, "# fish completion for platen; put it as platen.fish into ~/.config/fish/completions\n")
	for _, s := range options.Commands() {
		fmt.Fprintf(w, "complete -c platen -n __fish_use_subcommand -a %s -d %s\n", s.Name, quote(s.Doc))
		if words := commandWords()[s.Name]; words != nil {
			fmt.Fprintf(w, "complete -c platen -n '__fish_seen_subcommand_from %s' -f -a %s\n", s.Name, quote(strings.Join(words, " ")))
		}
	}
	for _, f := range options.Flags() {
		line := "complete -c platen -l " + f.Name
		if f.Short != "" {
			line += " -s " + f.Short
		}
		switch words := f.Words(); {
		case f.Arg == "" || f.Bare != "":
		case f.Name == "to":
			line += " -x -a " + quote("(__fish_append , "+strings.Join(words, " ")+")")
		case len(words) > 0:
			line += " -x -a " + quote(strings.Join(words, " "))
		case f.Files:
			line += " -r"
		default:
			line += " -x"
		}
		fmt.Fprintln(w, line+" -d "+quote(f.Doc))
	}
}
