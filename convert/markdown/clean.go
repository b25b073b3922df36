package markdown

// clean takes out of a decoded string what no output can hold.
func (c *conv) clean(s string) string { return s }
