package convert_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/text"
)

// A bucket is an object store: names and bytes, without folders. A real one would call the store's client
// where this one looks into a map.
type bucket struct {
	mu      sync.Mutex
	objects map[string][]byte
}

func (b *bucket) get(key string) ([]byte, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	data, ok := b.objects[key]
	return data, ok
}

func (b *bucket) put(key string, data []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.objects[key] = data
}

func (b *bucket) list(prefix string) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var keys []string
	for key := range b.objects {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// A source shows the objects below a prefix as an fs.FS: what stands before a slash in their names are folders.
type source struct {
	*bucket
	prefix string // with a slash at its end
}

// Open gets an object, or lists a folder.
func (s source) Open(name string) (fs.File, error) {
	files := fstest.MapFS{} // makes folders and fs.File of names and bytes
	if data, ok := s.get(s.prefix + name); ok {
		files[name] = &fstest.MapFile{Data: data}
		return files.Open(name)
	}
	dir := s.prefix + name + "/"
	if name == "." {
		dir = s.prefix
	}
	for _, key := range s.list(dir) {
		files[strings.TrimPrefix(key, s.prefix)] = &fstest.MapFile{}
	}
	return files.Open(name)
}

// A target puts files into the bucket, each when it is whole.
type target struct {
	*bucket
	prefix string
}

// Create begins an object.
func (t target) Create(name string) (io.WriteCloser, error) {
	return &object{to: t.bucket, key: path.Join(t.prefix, name)}, nil
}

// An object is one that is being written.
type object struct {
	bytes.Buffer
	to  *bucket
	key string
}

func (o *object) Close() error { o.to.put(o.key, o.Bytes()); return nil }
func (o *object) Abort()       {}

// A guide can be read from an object store and written to one: anything that is an fs.FS is a source, and
// anything with a Create method a writers.Output.
func ExampleWrite_objectStore() {
	b := &bucket{objects: map[string][]byte{
		"guides/ec2/index.md":       []byte("# A guide\n\n- [Set up](tasks/setup.md)\n"),
		"guides/ec2/tasks/setup.md": []byte("# Set up\n\nBack to [the guide](../index.md).\n"),
		"guides/other/index.md":     []byte("# Another\n"),
	}}
	ctx := context.Background()
	report := func(d tree.Diag) {
		if d.Severity >= tree.Warning {
			fmt.Println(d)
		}
	}
	book, err := convert.Load(ctx, convert.Source{FS: source{b, "guides/ec2/"}, Name: "ec2"}, convert.Options{}, report)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := convert.Write(ctx, book, []convert.Job{{Writer: &text.Writer{}, Out: target{b, "site/ec2"}}}, report); err != nil {
		fmt.Println(err)
		return
	}
	for _, key := range b.list("site/") {
		fmt.Println(key)
	}
	// Output:
	// site/ec2/index.txt
	// site/ec2/tasks/setup.txt
}
