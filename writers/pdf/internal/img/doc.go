// Package img makes images ready for a PDF: raster images as 8-bit samples or as streams that a PDF can hold
// as they are, and SVG as a list of shapes, text and rasters in the image's own units.
//
// Everything read here is untrusted: nothing is loaded from outside the bytes given, and size, depth and
// counts are limited.
package img
