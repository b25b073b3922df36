package run

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/project"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
)

// A set is the guides that stand beside each other in an output folder, and can link to each other: those of the project
// file, or those of the run. It is safe for concurrent use.
type set struct {
	r       *run
	root    string // absolute: where rooted paths start; "" for nowhere
	members []*member

	declared bool // the project file has a root
	byDir    map[string]*member
	file     *project.File   // of platen build; nil in other runs
	guides   []project.Guide // of file

	loading sync.Mutex // one guide at a time is read for others
}

// A member is a guide of the set.
type member struct {
	dir, path, folder string // dir is absolute

	once sync.Once
	list *convert.Directory // nil when it cannot be read
	sum  string             // of list
}

// newSet returns the set of a run, nil when there are not several guides. built is the project file of platen build.
func (r *run) newSet(built *project.File) *set {
	if !r.plan.Names {
		return nil
	}
	s := &set{r: r, byDir: map[string]*member{}}
	add := func(m *member) {
		if m.folder != "" && s.byDir[m.dir] == nil {
			s.members, s.byDir[m.dir] = append(s.members, m), m
		}
	}
	if built != nil {
		s.root, s.declared, s.file, s.guides = built.Root(), built.Declared(), built, built.Guides()
		for _, g := range s.guides {
			if g.Clash == "" {
				add(&member{dir: g.Dir, path: g.Dir, folder: g.Folder})
			}
		}
		return s
	}
	for _, in := range r.src.ins {
		if in.Guide && !in.Archived && in.Err == nil && r.plan.Clash(in) == "" {
			add(&member{dir: report.Absolute(in.Dir), path: in.Dir, folder: r.plan.Folder(in)})
		}
	}
	return s
}

// find returns the guide that an absolute path leads into, and the slash-separated path in it.
func (s *set) find(abs string) (*member, string) {
	for dir := abs; ; dir = filepath.Dir(dir) {
		if m := s.byDir[dir]; m != nil {
			if rel, err := filepath.Rel(dir, abs); err == nil {
				return m, filepath.ToSlash(rel)
			}
		}
		if filepath.Dir(dir) == dir {
			return nil, ""
		}
	}
}

// findPublished returns the guide that a path among the outputs leads into, and the path in it.
func (s *set) findPublished(p string) (*member, string) {
	for _, m := range s.members {
		if rest, ok := strings.CutPrefix(p, m.folder); ok && (rest == "" || rest[0] == '/') {
			return m, path.Join(".", rest)
		}
	}
	return nil, ""
}

// lookup returns the guide that a path leads into from a guide in dir, as [convert.Others] has them.
func (s *set) lookup(in *input.Input, p string) (*member, string) {
	own := report.Absolute(in.Dir)
	var abs, published string
	if rooted, ok := strings.CutPrefix(p, "/"); ok {
		published = rooted
		if s.root == "" {
			abs = ""
		} else {
			abs = filepath.Join(s.root, filepath.FromSlash(rooted))
		}
	} else {
		abs = filepath.Join(own, filepath.FromSlash(p))
		published = path.Join(s.r.plan.Folder(in), p)
	}
	if abs != "" {
		if m, rest := s.find(abs); m != nil && m.dir != own {
			return m, rest
		}
	}
	if m, rest := s.findPublished(published); m != nil && m.dir != own {
		return m, rest
	}
	return nil, ""
}

// others finds the other guides for an input, and notes in seen what was found. It is nil for what is no guide of the set.
func (s *set) others(ctx context.Context, in *input.Input, seen *neighbours) convert.Others {
	if s == nil || !in.Guide || in.Archived || s.byDir[report.Absolute(in.Dir)] == nil {
		return nil
	}
	return func(p string) (*convert.Other, string) {
		m, rest := s.lookup(in, p)
		if m == nil {
			seen.add("path "+p, "")
			return nil, ""
		}
		if s.load(ctx, m); m.list == nil {
			seen.add("guide "+m.folder, "")
			return nil, ""
		}
		seen.add("guide "+m.folder, m.sum)
		return seen.other(m, func() *tree.Neighbour { return s.neighbour(in, m) }), rest
	}
}

// sides says which guides are the languages and versions of an input's, as text.
func (s *set) sides(in *input.Input) string {
	text := ""
	for _, e := range s.siblingsOf(in) {
		text += fmt.Sprintf("%q %q %q\n", e.Lang, e.Version, e.Guide.Folder)
	}
	return text
}

func (s *set) siblingsOf(in *input.Input) []project.Sibling {
	if s == nil || s.file == nil || s.byDir[report.Absolute(in.Dir)] == nil {
		return nil
	}
	own := report.Absolute(in.Dir)
	i := slices.IndexFunc(s.guides, func(g project.Guide) bool { return g.Dir == own })
	if i < 0 {
		return nil
	}
	return s.file.Siblings(s.guides, s.guides[i])
}

// siblings are the languages and versions of an input's guide, nil for none. What is seen of the others is noted in seen.
func (s *set) siblings(ctx context.Context, in *input.Input, seen *neighbours) (list []tree.Sibling) {
	own := report.Absolute(in.Dir)
	for _, e := range s.siblingsOf(in) {
		sibling := tree.Sibling{Lang: e.Lang, Version: e.Version}
		if e.Guide.Dir != own {
			m := s.byDir[e.Guide.Dir]
			if m == nil {
				continue
			}
			if s.load(ctx, m); m.list == nil {
				seen.add("guide "+m.folder, "")
				continue
			}
			seen.add("guide "+m.folder, m.sum)
			sibling.Guide, sibling.Pages = s.neighbour(in, m), map[string]bool{}
			for _, p := range m.list.Pages {
				sibling.Pages[p.Path] = true
			}
		}
		list = append(list, sibling)
	}
	return list
}

// neighbour is a guide as another one sees it.
func (s *set) neighbour(in *input.Input, m *member) *tree.Neighbour {
	p := s.r.plan
	n := &tree.Neighbour{Name: m.list.Name, Title: m.list.Title, Apart: p.Apart || len(p.Formats) > 1}
	n.Up = strings.Repeat("../", strings.Count(p.Folder(in), "/")+1) + m.folder
	if base, own := s.r.src.base(in); base != "" && !own {
		n.URL = under(base, m.folder)
	}
	return n
}

// load reads what others need to know of a guide, or takes it from the cache folder.
func (s *set) load(ctx context.Context, m *member) {
	m.once.Do(func() {
		s.loading.Lock()
		defer s.loading.Unlock()
		opener := &input.Opener{Opts: s.r.opts, Guard: s.r.src.guard, Root: s.r.src.project.RootOf}
		in, closeAll, err := opener.OpenGuide(m.path)
		if err != nil {
			return
		}
		defer closeAll()
		o, err := s.r.src.options(in, "")
		if err != nil {
			return
		}
		opts, err := in.LoadOptions(o)
		if err != nil {
			return
		}
		place := m.dir
		if s.r.opts.Cache != "" {
			place = m.folder
		}
		key := record.Key(sha256.Sum256(fmt.Appendf(nil, "directory %q", []any{report.Version(), record.BuildID(), place, o.Key()})))
		if m.list = s.r.store.Directory(ctx, key, in.Read); m.list == nil {
			in.Read.Sums = s.r.store != nil
			if m.list, err = convert.List(ctx, in.Source, opts); err != nil {
				m.list = nil
				return
			}
			s.r.store.KeepDirectory(key, in.Read, m.list)
		}
		if data, err := json.Marshal(m.list); err == nil {
			m.sum = record.SumText(sha256.Sum256(data))
		}
	})
}

// holds reports whether all that an earlier run has seen of the other guides is as it was.
func (s *set) holds(ctx context.Context, in *input.Input, seen map[string]string) bool {
	for what, sum := range seen {
		kind, name, _ := strings.Cut(what, " ")
		switch {
		case s == nil:
			return false
		case kind == "path":
			if m, _ := s.lookup(in, name); m != nil {
				return false
			}
		default:
			m, rest := s.findPublished(name)
			if m == nil || rest != "." {
				return false
			}
			if s.load(ctx, m); m.sum != sum {
				return false
			}
		}
	}
	return true
}

// neighbours are what the links of one guide have found in others.
type neighbours struct {
	mu     sync.Mutex
	seen   map[string]string // "guide FOLDER": the sum of its directory; "path PATH": "" for none
	guides map[*member]*convert.Other
}

func (n *neighbours) add(what, sum string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.seen == nil {
		n.seen = map[string]string{}
	}
	n.seen[what] = sum
}

// other returns the guide as this one sees it, the same each time.
func (n *neighbours) other(m *member, at func() *tree.Neighbour) *convert.Other {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.guides == nil {
		n.guides = map[*member]*convert.Other{}
	}
	if n.guides[m] == nil {
		n.guides[m] = m.list.Other(at())
	}
	return n.guides[m]
}

// under returns the address of a folder below another.
func under(base, folder string) string {
	u := strings.TrimRight(base, "/") + "/"
	for part := range strings.SplitSeq(folder, "/") {
		u += url.PathEscape(part) + "/"
	}
	return u
}

// based returns the options with the address of the guide's own folder, where the address of all guides' is known.
func (s *sources) based(in *input.Input, o *options.Options) *options.Options {
	if s.plan == nil || !s.plan.Names || !in.Guide || o.BaseURL == "" || o.BaseOwn {
		return o
	}
	k := *o
	k.BaseURL = under(o.BaseURL, s.plan.Folder(in))
	if s.plan.Apart || len(s.plan.Formats) > 1 {
		k.BaseURL += "html/"
	}
	return &k
}

// base returns the address of the folder of all guides, "" when it is not known; own says that it is that of the guide.
func (s *sources) base(in *input.Input) (url string, own bool) {
	o, err := s.project.For(in, "")
	if err != nil {
		return "", false
	}
	return o.BaseURL, o.BaseOwn
}
