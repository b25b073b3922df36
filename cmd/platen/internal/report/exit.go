package report

// Exit codes.
const (
	ExitOK          = 0
	ExitFailed      = 1   // something could not be read, written or converted
	ExitUsage       = 2   // the command line is wrong
	ExitDiagnostics = 3   // diagnostics at or above --fail-on
	ExitInterrupted = 130 // by Ctrl-C or a termination signal
)

// Worse returns the exit code of a run that would end with old and in which something failed.
func Worse(old, failed int) int {
	if old == ExitOK || old == ExitDiagnostics {
		return failed
	}
	return old
}
