package report

// Exit codes.
const (
	ExitOK          = 0
	ExitFailed      = 1   // something could not be read, written or converted
	ExitUsage       = 2   // the command line is wrong
	ExitDiagnostics = 3   // diagnostics at or above --fail-on
	ExitInterrupted = 130 // by Ctrl-C or a termination signal
)

// An ExitDoc says what an exit code means.
type ExitDoc struct {
	Code int
	Doc  string
}

// ExitDocs returns the meaning of every exit code.
func ExitDocs() []ExitDoc {
	return []ExitDoc{
		{ExitOK, "Done."},
		{ExitFailed, "Something could not be read, written or converted. What could be is complete."},
		{ExitUsage, "The command line is wrong. Nothing was read or written."},
		{ExitDiagnostics, "There are diagnostics at or above --fail-on. All outputs are written."},
		{ExitInterrupted, "Interrupted. No file is half written."},
	}
}

// Worse returns the exit code of a run that would end with old and in which something failed.
func Worse(old, failed int) int {
	if old == ExitOK || old == ExitDiagnostics {
		return failed
	}
	return old
}
