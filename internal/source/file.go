package source

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
	"pamphlet/knowledge"
)

// MaxFile is the largest document that is read, in bytes: 10 MiB of text is
// about five long books. Collections of passages are read line by line and may
// be any size.
const MaxFile = 10 << 20

// Stdin is the path that stands for standard input.
const Stdin = "-"

// A File is something to import.
type File struct {
	Path string
	Size int64 // in bytes; 0 for standard input
}

// A Skipped is a file within a folder that is not read.
type Skipped struct{ Path, Why string }

// Find lists the files at paths. Folders are walked in the order of names;
// within them, links, pipes, devices and files of no known format are skipped,
// and hidden files passed over without a word.
func Find(paths ...string) (files []File, skipped []Skipped, err error) {
	for _, path := range paths {
		if path == Stdin {
			files = append(files, File{Path: path})
			continue
		}
		status, err := os.Stat(path)
		if err != nil {
			return nil, nil, naming(path, unreadable(err))
		}
		if !status.IsDir() {
			files = append(files, File{path, status.Size()})
			continue
		}
		found, passed, err := findIn(path)
		if err != nil {
			return nil, nil, err
		}
		files, skipped = append(files, found...), append(skipped, passed...)
	}
	return files, skipped, nil
}

// findIn lists the readable files below a folder.
func findIn(folder string) (files []File, skipped []Skipped, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return naming(path, unreadable(err))
		}
		hidden := strings.HasPrefix(entry.Name(), ".") && path != folder
		if entry.IsDir() {
			if hidden {
				return fs.SkipDir
			}
			return nil
		}
		why := ""
		switch {
		case hidden:
			return nil
		case entry.Type()&fs.ModeSymlink != 0:
			why = "it is a link"
		case !entry.Type().IsRegular():
			why = "it is no regular file"
		case byExtension(filepath.Ext(path)) == "":
			why = "its name ends like no format that is read"
		}
		if why != "" {
			skipped = append(skipped, Skipped{path, why})
			return nil
		}
		status, err := entry.Info()
		if err != nil {
			return naming(path, unreadable(err))
		}
		files = append(files, File{path, status.Size()})
		return nil
	})
	if err == nil && len(files) == 0 {
		err = naming(folder, draft.Refusal(ErrEmpty, "a folder without articles", "name a folder with text, Markdown, HTML, DOCX or list files"))
	}
	return files, skipped, err
}

// Passed lists what Find passes over in folders at paths, and why: hidden
// files, links, and files of formats that are not read.
func Passed(paths ...string) []Left {
	var passed []Left
	for _, path := range paths {
		if status, err := os.Stat(path); path == Stdin || err != nil || !status.IsDir() {
			continue
		}
		_ = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(entry.Name(), ".") && name != path
			switch why := ""; {
			case err != nil:
				return nil // Find tells of it
			case hidden && entry.IsDir():
				passed = append(passed, Left{Text: name, Why: "a hidden folder"})
				return fs.SkipDir
			case entry.IsDir():
			case hidden:
				passed = append(passed, Left{Text: name, Why: "hidden"})
			case !entry.Type().IsRegular():
				passed = append(passed, Left{Text: name, Why: "a link or a device"})
			case byExtension(filepath.Ext(name)) == "":
				if why = otherFormat(filepath.Ext(name)); why == "" {
					why = "a format that is not read"
				}
				passed = append(passed, Left{Text: name, Why: why})
			}
			return nil
		})
	}
	return passed
}

// unreadable says why a path cannot be read, in words.
func unreadable(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return draft.Refusal(ErrPath, "there is no such file", "check the path")
	case errors.Is(err, fs.ErrPermission):
		return draft.Refusal(ErrPath, "permission denied", "allow this user to read it")
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return draft.Refusal(ErrPath, err.Error(), "check the path and the disk")
}

func tooLarge(size int64) error {
	detail := ""
	if size > 0 {
		detail = fmt.Sprintf("%d MiB", size>>20)
	}
	return draft.Refusal(ErrTooLarge, detail, "import files of at most 10 MiB; split it, or save only its text")
}

// Articles reads the articles of f; stdin is read if f stands for standard
// input. The report is complete once the articles have all come. After an
// error, which begins with the path, nothing more comes. A collection of
// passages is read while it is consumed, so that an error may come late; ranging
// twice over a file that does not change gives the same twice.
func (f File) Articles(ctx context.Context, stdin io.Reader, given Options, report *Report) iter.Seq2[knowledge.Article, error] {
	return func(yield func(knowledge.Article, error) bool) {
		*report = Report{}
		given.Identity = prose.FirstOf(given.Identity, f.identity())
		r, name, err := f.open(stdin)
		if err != nil {
			yield(knowledge.Article{}, naming(name, err))
			return
		}
		defer r.Close()
		head := bufio.NewReaderSize(r, 64<<10)
		start, _ := head.Peek(64 << 10) // what stands in the way comes again below
		if format(name, given.Type, start) == draft.Collection {
			report.Format = draft.Collection
			for a, err := range Passages(ctx, name, head, given) {
				if err == nil {
					countArticle(report, a)
				}
				if !yield(a, err) {
					return
				}
			}
			return
		}
		f.document(ctx, head, name, given, report, yield)
	}
}

// identity is where the file is, from the root of the disk: a file of the same
// name in another folder is another.
func (f File) identity() string {
	if f.Path == Stdin {
		return "standard input#"
	}
	whole, err := filepath.Abs(f.Path)
	if err != nil {
		return f.Path
	}
	return filepath.ToSlash(whole)
}

// document reads a file that is one article.
func (f File) document(ctx context.Context, r io.Reader, name string, given Options, report *Report, yield func(knowledge.Article, error) bool) {
	if f.Size > MaxFile {
		yield(knowledge.Article{}, naming(name, tooLarge(f.Size)))
		return
	}
	body, err := io.ReadAll(io.LimitReader(draft.Stoppable(ctx, r), MaxFile+1))
	switch {
	case err != nil:
		err = naming(name, unreadable(err))
	case len(body) > MaxFile:
		err = naming(name, tooLarge(0))
	}
	if err != nil {
		yield(knowledge.Article{}, err)
		return
	}
	articles, found, err := Read(ctx, name, body, given)
	if err != nil {
		yield(knowledge.Article{}, err)
		return
	}
	*report = found
	for _, a := range articles {
		if !yield(a, nil) {
			return
		}
	}
}

// open opens f, which must be a regular file: reading a pipe or a device by
// its name might never end.
func (f File) open(stdin io.Reader) (r io.ReadCloser, name string, err error) {
	if f.Path == Stdin {
		return io.NopCloser(stdin), "standard input", nil
	}
	file, err := os.OpenFile(f.Path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe is not waited for
	if err != nil {
		return nil, f.Path, unreadable(err)
	}
	if status, err := file.Stat(); err != nil || !status.Mode().IsRegular() {
		file.Close()
		return nil, f.Path, draft.Refusal(ErrPath, "it is no regular file", "name a file or a folder")
	}
	return file, f.Path, nil
}
