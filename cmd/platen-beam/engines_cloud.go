//go:build cloud

// What only a build with -tags cloud has: it makes the program several times as large.
package main

import (
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/gcs" // gs://
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/dataflow"  // --runner=dataflow
)
