// Package archive shows what a zip file or a compressed tar file holds as an [fs.FS], without unpacking
// anything to a disk. A guide can be converted right out of it:
//
//	files, err := archive.Zip(f, size, archive.Limits{}, skipped)
//	if err != nil {
//		return err
//	}
//	book, err := convert.Load(ctx, convert.Source{FS: files, Name: "guide"}, convert.Options{}, report)
//
// Archives come from anywhere, so that nothing in them is trusted. Names that are absolute or lead out of the
// archive, links, devices and second entries of one name are left out and named to the caller; sizes and
// numbers have limits, whatever the archive says about itself.
package archive
