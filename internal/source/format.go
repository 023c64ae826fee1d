package source

import (
	"bytes"
	"encoding/json"
	"mime"
	"path/filepath"
	"regexp"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/office"
)

// format tells the format of body: by media type, by the name's extension, by
// what body begins with.
func format(name, mediaType string, body []byte) string {
	kind := byType(mediaType)
	if kind == "" {
		kind = byExtension(filepath.Ext(name))
	}
	if kind == "" && mediaType == "" && otherFormat(filepath.Ext(name)) != "" {
		kind = draft.Unread
	}
	head := body[:min(len(body), 64<<10)]
	if at := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-")); at == 0 || at > 0 && kind == draft.Portable {
		return draft.Portable
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		if zipped := office.ZipKind(body); zipped != "" && (zipped != draft.ArchiveFile || kind == "" || kind == draft.ArchiveFile) {
			return zipped
		}
	}
	switch kind {
	case "", draft.PlainText:
		kind = sniff(head, kind == "")
	case draft.Markdown:
		if isExport(head) {
			kind = draft.Exported
		}
	case draft.JSONList:
		kind = jsonKind(body)
	}
	return kind
}

func byType(mediaType string) string {
	kind, _, _ := mime.ParseMediaType(mediaType)
	switch kind {
	case "text/html", "application/xhtml+xml":
		return draft.WebPage
	case "text/markdown", "text/x-markdown":
		return draft.Markdown
	case "text/plain":
		return draft.PlainText
	case "text/csv":
		return draft.CommaList
	case "text/tab-separated-values":
		return draft.TabList
	case "application/yaml", "text/yaml":
		return draft.YAMLList
	case "application/json", "application/jsonl", "application/x-ndjson":
		return draft.JSONList
	case "application/pdf":
		return draft.Portable
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return draft.WordFile
	}
	return ""
}

func byExtension(extension string) string {
	switch strings.ToLower(extension) {
	case ".md", ".markdown", ".mdown", ".mdx":
		return draft.Markdown
	case ".html", ".htm", ".xhtml":
		return draft.WebPage
	case ".docx":
		return draft.WordFile
	case ".pdf":
		return draft.Portable
	case ".odt":
		return draft.OpenText
	case ".epub":
		return draft.BookFile
	case ".xlsx", ".xlsm":
		return draft.Spreadsheet
	case ".zip":
		return draft.ArchiveFile
	case ".xml":
		return draft.WordPress
	case ".csv":
		return draft.CommaList
	case ".tsv", ".tab":
		return draft.TabList
	case ".json", ".jsonl", ".ndjson":
		return draft.JSONList
	case ".yml", ".yaml":
		return draft.YAMLList
	case ".rst", ".rest":
		return draft.Structured
	case ".adoc", ".asciidoc", ".asc":
		return draft.AsciiDoc
	case ".txt", ".text":
		return draft.PlainText
	}
	return ""
}

var (
	markdownSign = regexp.MustCompile(`(?m)^#{1,6} \S|^\x60{3}|^\|.*\| *\n\|.*\| *$|^---\n[A-Za-z_]+:|\]\(https?://|^\*\*[^*\n]+\*\*$|^[-=]{3,} *\| *[-=]{3,}`)
	listHeader   = regexp.MustCompile(`(?i)^[^\n]*\bquestion\b[^\n]*[,;\t][^\n]*\banswer\b|^[^\n]*\banswer\b[^\n]*[,;\t][^\n]*\bquestion\b`)
)

// sniff tells the format by the first bytes of a file. Without an extension
// (whole is true) it may also be a list.
func sniff(head []byte, whole bool) string {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return draft.WordFile
	}
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	lower := strings.ToLower(text[:min(len(text), 256)])
	firstLine, _, _ := strings.Cut(text, "\n")
	switch {
	case strings.Contains(text[:min(len(text), 4096)], "http://wordpress.org/export/"):
		return draft.WordPress
	case strings.HasPrefix(lower, "<!doctype html"), strings.HasPrefix(lower, "<html"), strings.HasPrefix(lower, "<?xml") && strings.Contains(lower, "<html"):
		return draft.WebPage
	case isExport(head):
		return draft.Exported
	case whole && strings.HasPrefix(text, "{"), whole && strings.HasPrefix(text, "[{"), whole && strings.HasPrefix(text, "[\n"):
		return jsonKind(head)
	case whole && listHeader.MatchString(firstLine) && strings.Contains(firstLine, "\t"):
		return draft.TabList
	case whole && listHeader.MatchString(firstLine):
		return draft.CommaList
	case markdownSign.MatchString(strings.ReplaceAll(text, "\r\n", "\n")):
		return draft.Markdown
	}
	return draft.PlainText
}

// jsonKind tells a list of questions from a collection of passages by the
// fields of its first object.
func jsonKind(body []byte) string {
	body = bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	if !bytes.HasPrefix(body, []byte("{")) {
		return draft.JSONList
	}
	var first struct {
		Text   *string         `json:"text"`
		Answer json.RawMessage `json:"answer"`
	}
	err := json.NewDecoder(bytes.NewReader(body)).Decode(&first)
	if err == nil && first.Text != nil && first.Answer == nil {
		return draft.Collection
	}
	return draft.JSONList
}

// otherFormat says what a file is by its extension that is not read, and what to
// do with it; "" if it is not known.
func otherFormat(extension string) string {
	switch strings.ToLower(extension) {
	case ".doc", ".dot", ".wps":
		return "an old Word document; save it as DOCX"
	case ".xls", ".ods", ".numbers":
		return "a spreadsheet; save it as XLSX or CSV"
	case ".ppt", ".pptx", ".odp", ".key":
		return "slides; save their text"
	case ".pages":
		return "a document of Pages; export it as DOCX"
	case ".rtf":
		return "an RTF document; save it as DOCX"
	case ".mobi", ".azw3":
		return "a book; save it as EPUB or HTML"
	case ".gz", ".tar", ".7z", ".rar", ".tgz":
		return "an archive; unpack it and import the folder"
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff", ".heic", ".ico":
		return "a picture"
	case ".mp3", ".mp4", ".mov", ".wav", ".ogg", ".webm", ".m4a", ".avi":
		return "a recording"
	case ".eml", ".msg", ".mht", ".mhtml":
		return "a message or saved page; save it as HTML or text"
	case ".exe", ".dll", ".so", ".db", ".sqlite":
		return "no text"
	}
	return ""
}
