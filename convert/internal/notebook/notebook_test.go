package notebook

import "testing"

func TestMarkdown(t *testing.T) {
	for name, test := range map[string]struct{ src, want string }{
		"cells": {`{"nbformat": 4, "metadata": {"language_info": {"name": "julia"}}, "cells": [
			{"cell_type": "markdown", "source": ["# Kiln\n", "\n", "See ![a](attachment:a.png)."], "attachments": {"a.png": {"image/png": "iVBO\nRw0K"}}},
			{"cell_type": "code", "source": "x = 1\n", "outputs": [
				{"output_type": "stream", "name": "stdout", "text": ["\u001b[31mhot\u001b[0m\n", "0%\r100%\n"]},
				{"output_type": "execute_result", "data": {"text/plain": ["<Figure 1>"], "image/png": "AAAA"}},
				{"output_type": "display_data", "data": {"application/json": {"a": 1}, "text/plain": "1"}}]},
			{"cell_type": "raw", "source": "as it is"},
			{"cell_type": "code", "source": "%%bash\necho a` + "```" + `", "outputs": []},
			{"cell_type": "code", "source": "hidden", "metadata": {"tags": ["remove-input"]}, "outputs": [{"output_type": "error", "ename": "E", "evalue": "bad", "traceback": []}]},
			{"cell_type": "markdown", "source": "gone", "metadata": {"tags": ["remove-cell"]}}]}`,
			"# Kiln\n\nSee ![a](data:image/png;base64,iVBORw0K).\n\n```julia\nx = 1\n```\n\n```text\nhot\n100%\n```\n\n![Figure 1](data:image/png;base64,AAAA)\n\n```text\n1\n```\n\n" +
				"```text\nas it is\n```\n\n````bash\n%%bash\necho a```\n````\n\n```text\nE: bad\n```\n"},
		"a table": {`{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "execute_result", "data": {"text/plain": "x",
			"text/html": "<div>\n<style scoped>\n a {}\n</style>\n<table>\n\n<tr><td>1</td></tr>\n</table>\n</div>"}}]}]}`,
			"<div>\n<table>\n<tr><td>1</td></tr>\n</table>\n</div>\n"},
		"version 3": {`{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": "Old"}, {"cell_type": "code", "language": "python", "input": "1", "outputs": [{"output_type": "pyout", "text": "1"}]}]}]}`,
			"## Old\n\n```python\n1\n```\n\n```text\n1\n```\n"},
		"metadata": {`{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "---\ntitle: A\n---"}, {"cell_type": "markdown", "source": "B"}]}`, "---\ntitle: A\n---\n\nB\n"},
	} {
		got, err := Markdown([]byte(test.src))
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %v\n got %q\nwant %q", name, err, got, test.want)
		}
	}
	for _, src := range []string{"", "[]", "{}", `{"cells": 1}`, `{"a": []}`} {
		if _, err := Markdown([]byte(src)); err == nil {
			t.Errorf("%q: no error", src)
		}
	}
}
