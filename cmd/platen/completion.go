package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// completion prints the script for a shell.
func (c *command) completion(_ context.Context, args []string) error {
	shells := []string{"bash", "zsh", "fish"}
	if len(args) != 1 {
		return wrongHint("one of bash, zsh, fish", "completion needs a shell")
	}
	switch args[0] {
	case "bash":
		completeBash(c.stdout)
	case "zsh":
		completeZsh(c.stdout)
	case "fish":
		completeFish(c.stdout)
	default:
		return unknown("shell", args[0], shells)
	}
	return nil
}

// words returns the values that a flag can be completed with.
func (f *flagDef) words() []string {
	switch f.name {
	case "to":
		return formatNames()
	case "from":
		var names []string
		for _, d := range dialects() {
			names = append(names, d.name)
		}
		return names
	}
	return f.values
}

// commandWords returns what can follow each subcommand; nil means files.
func commandWords() map[string][]string {
	return map[string][]string{
		"list":       lists(),
		"completion": {"bash", "zsh", "fish"},
		"help":       topics(),
	}
}

func completeBash(w io.Writer) {
	var all []string
	fmt.Fprint(w, "# bash completion for platen; put it where bash-completion looks, or: source <(platen completion bash)\n_platen() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n\tif [[ $prev == = && $COMP_CWORD -gt 1 ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n\tif [[ $cur == = ]]; then prev=${COMP_WORDS[COMP_CWORD-1]} cur=; fi\n\tcase $prev in\n")
	for _, f := range flagTable() {
		all = append(all, "--"+f.name)
		if f.arg == "" || f.bare != "" {
			continue
		}
		names := "--" + f.name
		if f.short != "" {
			names += "|-" + f.short
		}
		switch words := f.words(); {
		case len(words) > 0:
			fmt.Fprintf(w, "\t%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", names, strings.Join(words, " "))
		case f.files:
			fmt.Fprintf(w, "\t%s) COMPREPLY=($(compgen -f -- \"$cur\")); compopt -o filenames; return ;;\n", names)
		default:
			fmt.Fprintf(w, "\t%s) return ;;\n", names)
		}
	}
	for _, s := range subcommands() {
		if words := commandWords()[s.name]; words != nil {
			fmt.Fprintf(w, "\t%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", s.name, strings.Join(words, " "))
		}
	}
	var names []string
	for _, s := range subcommands() {
		names = append(names, s.name)
	}
	fmt.Fprintf(w, "\tesac\n\tif [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return; fi\n\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n\tcompopt -o filenames\n\tif [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W '%s' -- \"$cur\")); fi\n}\ncomplete -F _platen platen\n",
		strings.Join(all, " "), strings.Join(names, " "))
}

// zshText quotes text inside single quotes and brackets of an _arguments specification.
func zshText(s string) string {
	return strings.NewReplacer("'", `'\''`, "[", `\[`, "]", `\]`, ":", `\:`).Replace(s)
}

func completeZsh(w io.Writer) {
	fmt.Fprint(w, "#compdef platen\n# zsh completion for platen; put it as _platen into a folder of $fpath\n_platen() {\n\tlocal -a specs\n\tspecs=(\n")
	for _, f := range flagTable() {
		value := ""
		if f.arg != "" {
			action := " "
			if words := f.words(); len(words) > 0 {
				action = "(" + strings.Join(words, " ") + ")"
			} else if f.files {
				action = "_files"
			}
			colon := ":"
			if f.bare != "" {
				colon = "::"
			}
			value = colon + zshText(f.arg) + ":" + action
		}
		equals := ""
		if f.arg != "" {
			equals = "="
			if f.bare != "" {
				equals = "=-"
			}
		}
		fmt.Fprintf(w, "\t\t'*--%s%s[%s]%s'\n", f.name, equals, zshText(f.doc), value)
		if f.short != "" {
			fmt.Fprintf(w, "\t\t'*-%s[%s]%s'\n", f.short, zshText(f.doc), value)
		}
	}
	fmt.Fprint(w, "\t\t'1: :_platen_first'\n\t\t'*: :_platen_rest'\n\t)\n\t_arguments -s $specs\n}\n_platen_first() {\n\tlocal -a commands\n\tcommands=(\n")
	for _, s := range subcommands() {
		fmt.Fprintf(w, "\t\t'%s:%s'\n", s.name, strings.ReplaceAll(s.doc, "'", `'\''`))
	}
	fmt.Fprint(w, "\t)\n\t_describe command commands\n\t_files\n}\n_platen_rest() {\n\tcase $words[2] in\n")
	for _, s := range subcommands() {
		if list := commandWords()[s.name]; list != nil {
			fmt.Fprintf(w, "\t%s) compadd -- %s ;;\n", s.name, strings.Join(list, " "))
		}
	}
	fmt.Fprint(w, "\t*) _files ;;\n\tesac\n}\n_platen \"$@\"\n")
}

func completeFish(w io.Writer) {
	quote := func(s string) string {
		return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'"
	}
	fmt.Fprint(w, "# fish completion for platen; put it as platen.fish into ~/.config/fish/completions\n")
	for _, s := range subcommands() {
		fmt.Fprintf(w, "complete -c platen -n __fish_use_subcommand -a %s -d %s\n", s.name, quote(s.doc))
		if words := commandWords()[s.name]; words != nil {
			fmt.Fprintf(w, "complete -c platen -n '__fish_seen_subcommand_from %s' -f -a %s\n", s.name, quote(strings.Join(words, " ")))
		}
	}
	for _, f := range flagTable() {
		line := "complete -c platen -l " + f.name
		if f.short != "" {
			line += " -s " + f.short
		}
		switch words := f.words(); {
		case f.arg == "" || f.bare != "":
		case len(words) > 0:
			line += " -x -a " + quote(strings.Join(words, " "))
		case f.files:
			line += " -r"
		default:
			line += " -x"
		}
		fmt.Fprintln(w, line+" -d "+quote(f.doc))
	}
}
