package source

import (
	"archive/zip"
	"context"
	"path"
	"sort"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/office"
	"pamphlet/internal/source/prose"
	"pamphlet/knowledge"
)

// archived returns the names of the files within an archive that are read. An
// archive within an archive is read, one within that is not.
func archived(archive *zip.Reader, within bool, report *Report) []string {
	var names []string
	for _, f := range archive.File {
		base := path.Base(f.Name)
		switch kind := byExtension(path.Ext(base)); {
		case f.FileInfo().IsDir(), strings.HasPrefix(base, "."), strings.HasPrefix(f.Name, "__MACOSX/"):
		case kind == draft.ArchiveFile && within:
			report.Leave(f.Name, "an archive within one within another")
		case kind == "":
			report.Leave(f.Name, prose.FirstOf(otherFormat(path.Ext(base)), "a format that is not read"))
		default:
			names = append(names, f.Name)
		}
	}
	sort.Strings(names)
	return names
}

// maxArchive bounds what the files of one archive, and of those within it, unpack
// to, in bytes.
const maxArchive = 64 << 20

// readArchive reads each file of an archive, such as an export of Notion, as
// articles of their own. What cannot be read is left out and named.
func readArchive(ctx context.Context, body []byte, given Options, unpacked *int, report *Report) ([]knowledge.Article, error) {
	archive, err := office.OpenArchive(body, "archive")
	if err != nil {
		return nil, err
	}
	if office.SaysMore(archive, maxArchive) {
		return nil, draft.Refusal(ErrTooLarge, "it unpacks to more than 64 MiB", "unpack it and import the folder")
	}
	var all []knowledge.Article
	within := unpacked != nil
	if !within {
		unpacked = new(int)
	}
	for _, name := range archived(archive, within, report) {
		file, err := office.Part(ctx, archive, name)
		if err != nil {
			return nil, err
		}
		if *unpacked += len(file); *unpacked > maxArchive {
			return nil, draft.Refusal(ErrTooLarge, "it unpacks to more than 64 MiB", "unpack it and import the folder")
		}
		own := given
		own.Identity, own.Slug = given.Identity+"#"+name, ""
		articles, found, err := readWithin(ctx, path.Base(name), file, own, unpacked)
		if err != nil {
			report.Leave(name, err.Error())
			continue
		}
		addReport(report, found)
		all = append(all, articles...)
	}
	if len(all) == 0 {
		return nil, draft.Refusal(ErrEmpty, "an archive without articles", "unpack it and import the files that hold text")
	}
	return all, nil
}

// addReport adds what became of a file within a file.
func addReport(r *Report, found Report) {
	r.Articles += found.Articles
	r.Passages += found.Passages
	r.Words += found.Words
	r.More += found.More
	r.Notes = append(r.Notes, found.Notes...)
	for _, l := range found.Left {
		r.Leave(l.Text, l.Why)
	}
}
