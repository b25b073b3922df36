// Package pages has what every writer does with the pages of a book beside printing them: work on all processors and in
// order, a page kept from the faults of the others, files that come out whole or not at all, and their names.
package pages
