// Package pdffile reads PDF files by their objects: cross-reference streams, object streams, strings, names and
// streams deflated or plain. It reads what ISO 32000-1 allows of a file without encryption and incremental updates,
// and no more than that.
package pdffile
