package bundle

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"
)

const (
	maxFile = 16 << 20  // bytes of one file of a bundle
	maxRead = 256 << 20 // bytes of all files together
)

// A Folder is a bundle's folder on disk. It may come from anybody who can write
// to the repository it stands in, so it reads, writes and removes plain files
// below itself and nothing else: a link, a pipe or a device in it is an error
// that names it. It is an fs.FS.
type Folder struct {
	root *os.Root
	read int64 // bytes so far
}

// OpenFolder opens a folder to read from it.
func OpenFolder(name string) (*Folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &Folder{root: root}, nil
}

// CreateFolder opens a folder to write to it, and makes it if it is not there.
// What is written names people, so others may not read it.
func CreateFolder(name string) (*Folder, error) {
	if err := os.MkdirAll(name, 0o700); err != nil {
		return nil, err
	}
	return OpenFolder(name)
}

// Close closes the folder.
func (f *Folder) Close() error { return f.root.Close() }

// plain returns the status of a file or folder that no link leads to.
func (f *Folder) plain(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	parts := strings.Split(name, "/")
	for i := range parts {
		part := path.Join(parts[:i+1]...)
		status, err := f.root.Lstat(part)
		switch {
		case err != nil:
			return nil, err
		case status.Mode()&fs.ModeSymlink != 0:
			return nil, fmt.Errorf("%s: it is a link; put a file in its place", part)
		case !status.IsDir() && !status.Mode().IsRegular():
			return nil, fmt.Errorf("%s: it is neither a file nor a folder; take it away", part)
		case i == len(parts)-1:
			return status, nil
		}
	}
	return nil, fs.ErrInvalid // unreachable: a path has a last part
}

// Stat implements fs.StatFS.
func (f *Folder) Stat(name string) (fs.FileInfo, error) { return f.plain(name) }

// Open implements fs.FS.
func (f *Folder) Open(name string) (fs.File, error) {
	if _, err := f.plain(name); err != nil {
		return nil, err
	}
	// What became a pipe since then must not be waited for.
	return f.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// ReadFile implements fs.ReadFileFS. It reads a limited amount in all.
func (f *Folder) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if status, err := file.Stat(); err != nil || !status.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: it is no file", name)
	}
	body, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	f.read += int64(len(body))
	switch {
	case err != nil:
		return nil, err
	case len(body) > maxFile:
		return nil, fmt.Errorf("%s: it is larger than %d MiB", name, maxFile>>20)
	case f.read > maxRead:
		return nil, fmt.Errorf("%s: with it the files are larger than %d MiB together; import fewer at once", name, maxRead>>20)
	}
	return body, nil
}

// WriteFile writes a file, or replaces it, as a whole.
func (f *Folder) WriteFile(name string, body []byte) error {
	if err := f.root.MkdirAll(path.Dir(name), 0o700); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if _, err := f.plain(path.Dir(name)); err != nil {
		return err
	}
	if status, err := f.plain(name); err == nil && status.IsDir() {
		return fmt.Errorf("%s: it is a folder; take it away", name)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	part := path.Join(path.Dir(name), ".part-"+path.Base(name))
	if err := f.root.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // what an interrupted export left
	}
	file, err := f.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(body)
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, f.root.Remove(part))
	}
	return f.root.Rename(part, name)
}

// Remove removes a file, and the folders above it that are then empty.
func (f *Folder) Remove(name string) error {
	if _, err := f.plain(name); err != nil {
		return err
	}
	if err := f.root.Remove(name); err != nil {
		return err
	}
	for above := path.Dir(name); above != "." && f.root.Remove(above) == nil; above = path.Dir(above) {
		// A folder that holds something stays.
	}
	return nil
}
