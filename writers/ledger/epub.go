package ledger

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"

	"platen/convert/tree"
)

// epubs checks books for e-readers: a guide in one, or each lone page in one of its own.
func (c *checker) epubs(ctx context.Context) error {
	if !c.Book.Lone {
		of := c.Book.Pages
		if i := slices.Index(of, c.Book.Index); i > 0 { // the contents come first
			of = slices.Concat(of[i:i+1], of[:i], of[i+1:])
		}
		return c.epub(ctx, c.Book.Name+".epub", of)
	}
	for _, p := range c.Book.Pages {
		name := c.names.file[p]
		if p.Path == "-" {
			name = c.Book.Name + ".epub"
		}
		if err := c.epub(ctx, name, []*tree.Page{p}); err != nil {
			return err
		}
	}
	return nil
}

// epub checks the book in a file, page by page: each is well-formed, and says what HTML says.
func (c *checker) epub(ctx context.Context, name string, of []*tree.Page) error {
	data, err := c.Read(name)
	var z *zip.Reader
	var docs map[string]string
	if err == nil {
		if z, err = zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
			docs, err = epubDocuments(z)
		}
	}
	if err != nil {
		c.unreadable(of[0], name, err)
		return ctx.Err()
	}
	n := &names{page: map[string]*tree.Page{}, file: map[*tree.Page]string{}}
	for i, p := range of {
		n.file[p] = docs[fmt.Sprintf("p%d", i+1)]
		n.page[n.file[p]] = p
	}
	for _, p := range of {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.names.file[p] = name
		c.kept(p, func(p *tree.Page) {
			doc, err := fs.ReadFile(z, n.file[p])
			if err == nil {
				err = wellFormed(doc)
			}
			var got *account
			if err == nil {
				got, err = readHTML(n, n.file[p], doc)
			}
			if err != nil {
				c.unreadable(p, name, err)
				return
			}
			c.compare(p, name, c.tell(p), got)
		})
	}
	return nil
}

// epubDocuments returns the files of the manifest by their ids. (EPUB 3.3, 5; OCF, 4.2.6.3.1)
func epubDocuments(z *zip.Reader) (map[string]string, error) {
	var container struct {
		Root struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	var opf struct {
		Items []struct {
			ID   string `xml:"id,attr"`
			Href string `xml:"href,attr"`
		} `xml:"manifest>item"`
	}
	data, err := fs.ReadFile(z, "META-INF/container.xml")
	if err == nil {
		err = xml.Unmarshal(data, &container)
	}
	if err == nil {
		data, err = fs.ReadFile(z, container.Root.Path)
	}
	if err == nil {
		err = xml.Unmarshal(data, &opf)
	}
	if err != nil {
		return nil, err
	}
	docs := map[string]string{}
	for _, it := range opf.Items {
		href, err := url.PathUnescape(it.Href)
		if err != nil {
			return nil, err
		}
		docs[it.ID] = path.Join(path.Dir(container.Root.Path), href)
	}
	return docs, nil
}

// wellFormed reads a document as XML, as readers of books do.
func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
