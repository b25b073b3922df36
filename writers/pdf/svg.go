package pdf

import "errors"

func (l *loaded) drawing(j *job, data []byte) { l.err = errors.New("SVG is not drawn yet") }
