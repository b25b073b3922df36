package dita

// NCName is the name that an anchor has as an id.
func NCName(id string) string { return ncName(id) }
