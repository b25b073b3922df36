// Platen converts Markdown pages and guides.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"platen/cmd/platen/internal/help"
	"platen/cmd/platen/internal/migrate"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/run"
	"platen/cmd/platen/internal/serve"
	"platen/cmd/platen/internal/watch"
	"platen/cmd/platen/internal/worker"
)

func main() {
	os.Exit(Main())
}

// Main runs platen on the process's own arguments and streams and returns the exit code.
func Main() int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out, messages := &report.Stream{W: os.Stdout}, &report.Stream{W: os.Stderr, Messages: true}
	env := run.Env{Stdin: os.Stdin, Stdout: out, Stderr: messages, Getenv: os.Getenv, Now: time.Now, Folders: &run.Folders{}}
	ignoreSignals()
	go endBySignal(cancel, env.Folders)
	limitMemory(env.Getenv)
	exit := command(ctx, env, os.Args[1:])
	if err := out.Failed(); err != nil && exit != report.Worse(exit, report.ExitFailed) {
		fmt.Fprintf(messages, "platen: cannot write standard output: %v\n", options.Cause(err))
		exit = report.ExitFailed
	}
	if messages.Failed() != nil {
		exit = report.Worse(exit, report.ExitFailed)
	}
	return exit
}

// command does what the command line says, and returns the exit code.
func command(ctx context.Context, env run.Env, line []string) int {
	o, name, args, err := options.Parse(line)
	if err != nil {
		return report.Fault(env.Stderr, err)
	}
	switch {
	case o.Help:
		err = help.Of(env.Stdout, name)
	case o.Version:
		fmt.Fprintln(env.Stdout, "platen", report.Built())
	case name == "list":
		err = help.List(env.Stdout, args)
	case name == "licenses":
		err = help.Licences(env.Stdout, args)
	case name == "completion":
		err = help.Completion(env.Stdout, args)
	case name == "help":
		err = help.Topic(env.Stdout, args)
	case name == "init":
		return migrate.Init(env.Stdout, env.Stderr, o, args)
	case name == "migrate":
		return migrate.Command(env.Stdout, env.Stderr, o, args)
	case name == "worker":
		return work(ctx, env, o, args)
	case name == "report":
		return report.Command(env.Stdout, env.Stderr, o, args)
	case o.Watching():
		return watched(ctx, env, run.Request{Command: name, Args: args, Line: line, Options: o})
	default:
		return run.Run(ctx, env, run.Request{Command: name, Args: args, Line: line, Options: o}).Exit
	}
	if err != nil {
		return report.Fault(env.Stderr, err)
	}
	return report.ExitOK
}

// work answers the jobs of an engine.
func work(ctx context.Context, env run.Env, o *options.Options, args []string) int {
	if len(args) > 0 {
		return report.Fault(env.Stderr, options.WrongHint("jobs come on standard input", "worker takes no files"))
	}
	program, err := os.Executable()
	if err != nil {
		return report.Fault(env.Stderr, err)
	}
	w := worker.Worker{In: env.Stdin, Out: env.Stdout, Messages: env.Stderr, Options: o, Program: program, Name: os.Args[0]}
	return w.Run(ctx)
}

// watched runs again and again, until it is interrupted.
func watched(ctx context.Context, env run.Env, req run.Request) int {
	o := req.Options
	if o.DryRun {
		return report.Fault(env.Stderr, options.Wrong("--watch and --dry-run exclude each other"))
	}
	s := watch.Session{Build: run.Builds(env, req), Messages: env.Stderr}
	if o.Serve != "" {
		var err error
		if s.Server, err = serve.Listen(o.Serve, o.ServeHosts); err != nil {
			return report.Fault(env.Stderr, err)
		}
		defer s.Server.Close()
		if s.Server.Token = o.ServeToken; s.Server.Token == "auto" {
			s.Server.Token = serve.NewToken()
		}
		if o.Open {
			s.Open = func(address string) error { return serve.Open(env.Getenv, address) }
		}
	}
	exit, err := s.Run(ctx)
	if err != nil {
		return report.Fault(env.Stderr, err)
	}
	return exit
}
