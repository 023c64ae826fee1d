// Package longtest says at what length tests run. With -tags long, as .ci/run runs
// them, figures are measured, processes killed and properties checked in full; without
// it, figures are left out and the rest is short.
package longtest

import (
	"flag"
	"os"
	"strconv"
	"testing"
)

// Or returns full with -tags long, and else short.
func Or(short, full int) int {
	if Full {
		return full
	}
	return short
}

// Amount returns how much of something a test is to do: what an environment variable
// says, or otherwise.
func Amount(variable string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return otherwise
}

// Figures skips a test that measures something, without -tags long.
func Figures(t testing.TB) {
	t.Helper()
	if !Full {
		t.Skip("figures: run with -tags long")
	}
}

// Waits skips a test that takes its time until processes have noticed a fault, without
// -tags long.
func Waits(t testing.TB) {
	t.Helper()
	if !Full {
		t.Skip("waits for what processes notice: run with -tags long")
	}
}

// Checks has rapid check the properties of a test only so many times, without -tags
// long. It sets a flag of the whole program: no test that does so runs beside others.
func Checks(t *testing.T, short int) {
	t.Helper()
	if Full {
		return
	}
	checks := flag.Lookup("rapid.checks").Value
	usual := checks.String()
	t.Cleanup(func() { checks.Set(usual) })
	if err := checks.Set(strconv.Itoa(short)); err != nil {
		t.Fatal(err)
	}
}
