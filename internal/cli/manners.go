package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

// meantLine asks whether another command or flag was meant, where one is spelt
// much like what was typed; else it is "".
func meantLine(c *cobra.Command, args []string, err error) string {
	var near []string
	if name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --"); unknown {
		near = nearFlags(c, name)
	} else if strings.HasPrefix(err.Error(), "unknown command ") {
		_, rest, found := c.Root().Find(args)
		for _, arg := range rest {
			if found == nil && strings.Contains(err.Error(), "\""+arg+"\"") {
				near = nearCommands(c, arg)
			}
		}
		if len(near) == 0 && strings.ContainsAny(args[0], " ?") { // a question
			near = []string{fmt.Sprintf("%s ask %q", c.Root().Name(), args[0])}
		}
	}
	if len(near) == 0 {
		return ""
	}
	return "Did you mean " + strings.Join(near, " or ") + "?\n"
}

// usage is what is wrong with how a command was used. Of a wrong number of
// arguments, it says which the command takes.
func usage(c *cobra.Command, err error) string {
	if !strings.Contains(err.Error(), " arg(s)") {
		return err.Error()
	}
	_, takes, _ := strings.Cut(c.Use, " ")
	if takes == "" {
		return "it takes flags only, such as --name VALUE"
	}
	return "it takes " + takes + ", one word each; put several words into quotation marks"
}

// nearLetters is how many letters may be wrong in what is still taken for a
// command or a flag.
const nearLetters = 2

func nearCommands(c *cobra.Command, typed string) (near []string) {
	c.SuggestionsMinimumDistance = nearLetters
	for _, name := range c.SuggestionsFor(typed) {
		near = append(near, "\""+c.CommandPath()+" "+name+"\"")
	}
	return near
}

// listedFlag is a flag in a command's help, where hidden ones are not.
var listedFlag = regexp.MustCompile(`(?m)^ +(?:-\w, )?--([-a-z]+)`)

func nearFlags(c *cobra.Command, typed string) (near []string) {
	var names []string
	for _, flag := range listedFlag.FindAllStringSubmatch(c.Flags().FlagUsages(), -1) {
		names = append(names, flag[1])
	}
	for _, name := range nearNames(names, typed) {
		near = append(near, "--"+name)
	}
	return near
}

// nearNames compares names, which have no spaces, as cobra compares commands.
func nearNames(names []string, typed string) []string {
	all := &cobra.Command{SuggestionsMinimumDistance: nearLetters}
	for _, name := range names {
		all.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	return all.SuggestionsFor(typed)
}

// plainly is an error's text without names of system calls: what is wrong with
// a path, and what to do.
func plainly(err error) string {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err.Error()
	}
	why := path.Err.Error()
	switch {
	case errors.Is(err, os.ErrNotExist):
		why = "there is no such file or folder; check the path"
	case errors.Is(err, os.ErrPermission):
		why = "that is not permitted; check who owns it"
	}
	return strings.Replace(err.Error(), path.Error(), path.Path+": "+why, 1)
}

// webAddress reports whether path is the address of a web page.
func webAddress(path string) bool {
	u, err := url.Parse(path)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
