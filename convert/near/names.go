package near

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Names are the names that a dead link may have meant, with an index by groups of three bytes, so that a hint costs the
// same among a hundred thousand names as among a thousand.
type Names struct {
	all      []string
	folds    map[string]int32    // the first name of each lower-case form
	grams    map[[3]byte][]int32 // names by the groups in their lower-case form, in their order
	counters sync.Pool
	looks    func(entries, n int) // for tests: how many entries of the index and how many names one search looked at
}

const (
	allAreNear  = 256 // so few names are compared one by one
	mostEntries = 512 // of the index, a search
	mostNear    = 32  // names that a search returns
)

// NewNames makes an index of names, which is safe for concurrent use.
func NewNames(all []string) *Names {
	n := &Names{all: all}
	if len(all) <= allAreNear {
		return n
	}
	n.counters.New = func() any { return &counters{of: make([]uint16, len(all))} }
	n.folds, n.grams = make(map[string]int32, len(all)), map[[3]byte][]int32{}
	for i, name := range all {
		name = strings.ToLower(name)
		if _, ok := n.folds[name]; !ok {
			n.folds[name] = int32(i)
		}
		eachGram(name, func(g [3]byte) {
			if list := n.grams[g]; len(list) == 0 || list[len(list)-1] != int32(i) {
				n.grams[g] = append(list, int32(i))
			}
		})
	}
	return n
}

// eachGram calls f for the groups of three bytes in name, its ends marked so that short names have some.
func eachGram(name string, f func([3]byte)) {
	g := [3]byte{}
	for i := 0; i < min(len(name), 400); i++ {
		g[0], g[1], g[2] = g[1], g[2], name[i]
		f(g)
	}
	f([3]byte{g[1], g[2], 0})
}

// Like returns the names that may be near to name, in their order: all of a few, else those that share most groups of
// bytes with it, the rare ones first.
func (n *Names) Like(name string) []string {
	if len(n.all) <= allAreNear {
		return n.all
	}
	lower := strings.ToLower(name)
	if i, ok := n.folds[lower]; ok && n.all[i] != name {
		return n.all[i : i+1]
	}
	var lists [][]int32
	eachGram(lower, func(g [3]byte) {
		if list := n.grams[g]; len(list) > 0 {
			lists = append(lists, list)
		}
	})
	slices.SortStableFunc(lists, func(a, b []int32) int { return cmp.Compare(len(a), len(b)) })
	c := n.counters.Get().(*counters)
	defer n.counters.Put(c)
	entries := 0
	for k, list := range lists {
		if k > 0 && len(list) > 0 && len(lists[k-1]) > 0 && &list[0] == &lists[k-1][0] {
			continue // the same group again
		}
		list = list[:min(len(list), mostEntries-entries)]
		entries += len(list)
		c.add(list)
	}
	found := c.most(mostNear)
	slices.Sort(found)
	if n.looks != nil {
		n.looks(entries, len(found))
	}
	out := make([]string, len(found))
	for k, i := range found {
		out[k] = n.all[i]
	}
	return out
}

// counters count how often each of many names was met.
type counters struct {
	of  []uint16
	met []int32 // those that are not 0, in the order in which they were met
}

func (c *counters) add(list []int32) {
	for _, i := range list {
		if c.of[i] == 0 {
			c.met = append(c.met, i)
		}
		c.of[i]++
	}
}

// most returns the n names that were met most, the first ones among equals, and sets the counters to 0.
func (c *counters) most(n int) []int32 {
	var with [402]int // names by how often they were met: a name has no more groups
	for _, i := range c.met {
		with[c.of[i]]++
	}
	least := len(with) - 1
	for sum := with[least]; least > 1 && sum+with[least-1] <= n; sum += with[least] {
		least--
	}
	found, room := make([]int32, 0, n), n
	for _, i := range c.met {
		if int(c.of[i]) >= least {
			found = append(found, i)
			room--
		}
	}
	for _, i := range c.met {
		if int(c.of[i]) == least-1 && room > 0 {
			found = append(found, i)
			room--
		}
		c.of[i] = 0
	}
	c.met = c.met[:0]
	return found
}
