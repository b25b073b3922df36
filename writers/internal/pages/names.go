package pages

import "strconv"

// Names are names that are taken: each has the number that the next one like it gets. A name is never given back.
type Names map[string]int

// Take returns stem+ext, with the first free number from 2 on between them where that is taken, "stem-2.html", and marks it
// as taken. A thousand names alike cost a thousand steps.
func (s Names) Take(stem, ext string) string {
	name := stem + ext
	n := s[name]
	if n == 0 {
		s[name] = 2
		return name
	}
	for ; ; n++ {
		if next := stem + "-" + strconv.Itoa(n) + ext; s[next] == 0 {
			s[name], s[next] = n+1, 2
			return next
		}
	}
}
