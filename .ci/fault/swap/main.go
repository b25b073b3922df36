// Swap has two files or folders change places, again and again, until it is told to end; then each is where it was.
//
//	go run ./.ci/fault/swap ONE OTHER    in between, neither is there for a moment
//	go run ./.ci/fault/swap FILE         the file is cut to half its length, to nothing, and is whole again
//
// It prints how often that was done.
package main

import (
	"fmt"
	"log"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("swap: ")
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGTERM, syscall.SIGINT)
	var once func() error
	switch args := os.Args[1:]; len(args) {
	case 1:
		once = shrink(args[0])
	case 2:
		once = change(args[0], args[1])
	default:
		log.Fatal("one file, or two names")
	}
	for n := 1; ; n++ {
		if err := once(); err != nil {
			log.Fatal(err)
		}
		select {
		case <-end:
			fmt.Println(n)
			return
		default:
			runtime.Gosched()
		}
	}
}

// change returns what has two names change places, and change back.
func change(one, other string) func() error {
	aside := one + ".aside"
	return func() error {
		for _, move := range [][2]string{{one, aside}, {other, one}, {one, other}, {aside, one}} {
			if err := rename(move[0], move[1]); err != nil {
				return err
			}
		}
		return nil
	}
}

// rename renames what is there. An output folder may have been made anew in the moment that the name was free: what platen
// has put there is set aside for good.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for n := 0; err != nil && n < 100; n++ {
		if info, failed := os.Lstat(to); failed == nil && info.IsDir() {
			os.Rename(to, fmt.Sprintf("%s.made-%d", to, n))
		}
		err = os.Rename(from, to)
	}
	return err
}

// shrink returns what cuts a file, and makes it whole again.
func shrink(name string) func() error {
	data, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	return func() error {
		for _, size := range []int{len(data) / 2, 0} {
			if err := os.Truncate(name, int64(size)); err != nil {
				return err
			}
		}
		return os.WriteFile(name, data, 0o666)
	}
}
