package record

import (
	"context"

	"platen/cmd/platen/internal/options"
	"platen/convert"
)

// Drawings returns d with its drawings kept from one run to the next: a page that was changed does not have the diagrams
// drawn again that were not. What fails is tried again.
func (s *Store) Drawings(d convert.Diagrams, programs []options.Program) convert.Diagrams {
	if s == nil || d.Draw == nil {
		return d
	}
	draw := d.Draw
	d.Draw = func(ctx context.Context, language, source string) ([]byte, error) {
		key, ok := options.DrawingKey(programs, language, source)
		if !ok {
			return draw(ctx, language, source)
		}
		if svg, ok := s.cache.Get(key); ok {
			return svg, nil
		}
		svg, err := draw(ctx, language, source)
		if err == nil {
			if err := s.cache.Put(key, svg); err != nil {
				s.once.Do(func() { s.fails(err) })
			}
		}
		return svg, err
	}
	return d
}
