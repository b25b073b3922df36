package dita

// alternativePhrases are words after which a list offers a choice.
var alternativePhrases = []string{
	"one of the following", "one of these", "do one of", "choose one", "either of", "any of the following",
	"do any of", "following options", "following choices", "select one", "pick one", "whichever",
}

// controlVerbs are the words after which a bold word is the name of a control.
var controlVerbs = set("choose", "chooses", "select", "selects", "click", "double-click", "right-click", "tap", "press", "clear", "deselect",
	"expand", "uncheck", "check", "toggle", "choosing", "selecting", "clicking")

// circumstances are the words that a command can begin with before its verb.
var circumstances = set("in", "on", "for", "from", "to", "at", "under", "if", "when", "after", "before", "with", "using", "by", "next",
	"once", "inside", "within", "unless", "while", "as", "until", "beneath", "above", "below", "beside", "through", "because", "since",
	"following", "back", "instead", "where", "during", "depending", "in-line")

// commandVerbs are verbs that instructions begin with.
var commandVerbs = set(
	"accept", "access", "acknowledge", "activate", "adapt", "add", "adjust", "allocate", "allow", "alter", "analyze", "append", "apply", "approve", "archive", "arrange", "ask", "assign", "assemble",
	"associate", "assume", "attach", "authenticate", "authorize", "avoid", "await",
	"back", "be", "begin", "bind", "block", "boot", "bootstrap", "bring", "browse", "build", "bundle", "buy",
	"calculate", "call", "cancel", "capture", "change", "check", "choose", "clean", "clear", "click", "clone", "close", "collect", "combine", "come", "commit", "compare", "compile",
	"complete", "compress", "compute", "configure", "confirm", "connect", "consider", "construct", "consult", "contact", "continue", "convert", "copy", "correct", "create", "cut", "customize",
	"deactivate", "decide", "declare", "decompress", "decrypt", "decrease", "define", "delete", "deploy", "deregister", "describe", "deselect", "design", "detach", "detect", "determine", "develop", "disable", "disassociate",
	"discard", "disconnect", "display", "distribute", "do", "double-click", "double-check", "download", "drag", "drop", "dump", "duplicate",
	"edit", "eject", "emit", "empty", "enable", "encode", "encrypt", "ensure", "enter", "erase", "establish", "estimate", "evaluate", "examine", "exclude", "execute", "exit", "expand", "expect", "explore", "export", "extend", "extract",
	"fetch", "fill", "filter", "find", "finish", "fix", "follow", "force", "fork", "format", "forward",
	"gather", "generate", "get", "give", "go", "grant", "group",
	"have", "hide", "highlight", "hold", "hover",
	"identify", "ignore", "implement", "import", "include", "increase", "indicate", "initialize", "initiate", "inject", "insert", "inspect", "install", "instantiate", "instruct", "integrate", "invoke", "issue",
	"join", "keep", "kill", "label", "launch", "lay", "learn", "leave", "let", "limit", "link", "list", "listen", "load", "locate", "lock", "log", "login", "look", "lower",
	"maintain", "make", "manage", "manually", "map", "mark", "match", "measure", "merge", "migrate", "modify", "monitor", "mount", "move",
	"name", "navigate", "note", "notify",
	"observe", "obtain", "omit", "open", "order", "organize", "override",
	"pack", "package", "partition", "pass", "paste", "pause", "perform", "pick", "ping", "place", "plan", "plug", "point", "populate", "post", "power", "prepare", "press", "preview", "print", "proceed", "process", "produce", "program",
	"prompt", "protect", "provide", "provision", "publish", "pull", "purchase", "push", "put",
	"query", "quit",
	"raise", "re-create", "re-enter", "re-run", "read", "reattach", "rebalance", "reboot", "rebuild", "receive", "reconnect", "record", "recover", "recreate", "redeploy", "redirect", "reduce", "refer", "refresh", "register", "reinstall",
	"release", "reload", "remember", "remount", "remove", "rename", "repeat", "replace", "replicate", "report", "request", "require", "rerun", "reserve", "reset", "resize", "resolve", "resource", "respond", "restart", "restore", "restrict", "resume", "retain", "retrieve", "retry", "return", "reuse", "revert",
	"review", "revise", "revoke", "right-click", "roll", "rotate", "route", "run",
	"save", "scale", "scan", "schedule", "scroll", "search", "secure", "see", "select", "send", "separate", "set", "share", "shift", "show", "shrink", "shut", "sign", "simulate", "size", "skip", "sort", "source", "specify", "split", "ssh", "stage", "start",
	"step", "stop", "store", "study", "submit", "subscribe", "substitute", "supply", "suspend", "swap", "switch", "synchronize",
	"tag", "take", "tap", "tell", "terminate", "test", "toggle", "touch", "track", "train", "transfer", "translate", "trigger", "troubleshoot", "truncate", "try", "tune", "turn", "type",
	"unassign", "uncheck", "uncomment", "understand", "undo", "uninstall", "unlock", "unmount", "unpack", "unplug", "unregister", "unzip", "update", "upgrade", "upload", "use",
	"validate", "verify", "view", "visit", "wait", "walk", "warm", "watch", "work", "wrap", "write", "zip", "zoom",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
