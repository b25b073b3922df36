package main

import (
	"cmp"
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local" // paths
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/flink"     // --runner=flink
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"     // --runner=prism, in this process
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/spark"     // --runner=spark
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal" // --runner=universal
)

// runPipeline runs on the engine of --runner; Prism, which is part of the program, when none is named.
func runPipeline(p *beam.Pipeline) (beam.PipelineResult, error) {
	return beam.Run(context.Background(), cmp.Or(*runners.Runner, "prism"), p)
}
