package markdown

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"platen/convert/tree"
)

// randomPieces are what random pages are made of. %d becomes a number, so that ids clash now and then.
var randomPieces = strings.Split(`# h|## h {#i%d}|#### [ Tab ]|------|- x|  - y|1. z|1.|   + a|> q|> [!NOTE]|**Note**  |text|*e*|**s**|~~d~~|[l](u)|![i](j)|[^1]|[^1]: n|&#1;|&amp;|\||
| a | b |
|---|---|
|
|
|

|

|

|    code|~~~|term|: def|!!! note|=== "T"|    body|{: #k%d }|<a name="i%d">|</a>|<a id="i%d" href="u">|<p id="i%d">|</p>|<div id="i%d">|</div>|<div>|<ul>|</ul>|<ol id="i%d">|</ol>|<li id="i%d">|</li>|<table id="i%d">|</table>|<tr id="i%d">|</tr>|<td id="i%d" rowspan=2>|<th colspan=2>|</td>|<caption id="i%d">|</caption>|<thead>|<tbody id="i%d">|</tbody>|<dl id="i%d">|</dl>|<dt id="i%d">|<dd id="i%d">|<pre id="i%d">|</pre>|<code class="language-x">|</code>|<h2 id="i%d">|</h2>|<b id="i%d">|</b>|<i>|</i>|<span id="i%d">|</span>|<u id="i%d">|</u>|<kbd id="i%d">|</kbd>|<br id="i%d">|<hr id="i%d">|<img id="i%d" src=a>|<details id="i%d">|</details>|<summary id="i%d">|</summary>|<figure id="i%d">|</figure>|<figcaption id="i%d">|</figcaption>|<section id="i%d">|</section>|<blockquote id="i%d">|</blockquote>|<script id="i%d">|</script>|<style>|</style>|<Region id="i%d">|</Region>|<form id="i%d">|</form>|<template id="i%d">|</template>|<!-- c -->|<abbr id="i%d" title=t>|</abbr>|<center id="i%d">|</center>|<td>|<tr>|<li>|<dt>|<p>|<summary>|<plaintext>|<textarea>|</textarea>|==m==|==|^^|++ctrl+a++|H~2~O|~~|{++|++}|{--|--}|{~~a~>b~~}|{>>|<<}|*[ab]: c|ab|:material-x:{ .c%d }|/// note|///|/// tab \\| t|/// html \\| div#k%d|/// caption|    type: x|<div markdown id="i%d">|<td markdown="span">|<details markdown="1">|[TOC]|~~~ { .py #k%d title="x" }|--8<-- "a"|--8<--|{{#include a}}|<video id="i%d" src=v>|</video>|<iframe src=w>|<source src=s>|<object id="i%d">|<embed src=e>|> [!x] t|<div class="warning" id="i%d">|<div class="hidden" id="i%d">|<i class="fa fa-x" id="i%d"></i>|{% include "a" %}`, "|")

// TestRandomPages makes pages of pieces that have ids, do not match and nest wrongly: the tree is always valid.
// PLATEN_RANDOM is the number of pages.
func TestRandomPages(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("PLATEN_RANDOM"))
	if n == 0 {
		n = 2000
	}
	readers := make([]*Reader, 0, 2*len(fuzzDialects))
	for _, name := range fuzzDialects {
		d, err := ParseDialect(name)
		if err != nil {
			t.Fatal(err)
		}
		readers = append(readers, &Reader{Dialect: d}, &Reader{Dialect: d, AllowHTML: true})
	}
	for seed := range n {
		rnd := rand.New(rand.NewPCG(uint64(seed), 1))
		var b strings.Builder
		for range 2 + rnd.IntN(30) {
			s := randomPieces[rnd.IntN(len(randomPieces))]
			if strings.Contains(s, "%d") {
				s = fmt.Sprintf(s, rnd.IntN(12))
			}
			b.WriteString(s)
			switch rnd.IntN(6) {
			case 0:
				b.WriteString("\n\n")
			case 1, 2:
				b.WriteString("\n")
			case 3:
				b.WriteString(" ")
			case 4:
				b.WriteString(" | ")
			}
		}
		p, err := readers[seed%len(readers)].Read(context.Background(), "random.md", []byte(b.String()), func(tree.Diag) {})
		if err == nil {
			err = tree.Validate(p)
		} else if l := (*LimitError)(nil); errors.As(err, &l) {
			continue
		}
		if err != nil {
			t.Fatalf("page %d: %v\n%s", seed, err, b.String())
		}
	}
}
