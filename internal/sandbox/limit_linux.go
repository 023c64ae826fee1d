package sandbox

import (
	"fmt"
	"os"
	"syscall"
)

// limit limits this process for good.
func limit() error {
	space, err := addressSpace()
	if err != nil {
		return err
	}
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return err
	}
	for resource, most := range map[int]uint64{
		syscall.RLIMIT_AS:     space + maxMemory,
		syscall.RLIMIT_CPU:    uint64(used.Utime.Sec+used.Stime.Sec) + maxCPU,
		syscall.RLIMIT_FSIZE:  0,
		syscall.RLIMIT_CORE:   0,
		syscall.RLIMIT_NOFILE: 16,
	} {
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			return err
		}
	}
	return nil
}

// addressSpace returns how many bytes of addresses this process has: a Go
// program reserves a gigabyte when it starts and uses little of it, so only
// what comes on top can be limited.
func addressSpace() (uint64, error) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	var pages uint64
	if _, err := fmt.Sscan(string(text), &pages); err != nil {
		return 0, err
	}
	return pages * uint64(os.Getpagesize()), nil
}
