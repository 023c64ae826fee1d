package source

import (
	"bytes"
	"encoding/json"
	"mime"
	"path/filepath"
	"regexp"
	"strings"
)

// Formats, as a report names them.
const (
	plainText   = "plain text"
	markdown    = "Markdown"
	webPage     = "HTML"
	wordFile    = "DOCX"
	commaList   = "CSV"
	tabList     = "TSV"
	jsonList    = "JSON"
	yamlList    = "YAML"
	collection  = "passages"
	exported    = "export"
	openText    = "ODT"
	bookFile    = "EPUB"
	spreadsheet = "XLSX"
	portable    = "PDF"
	archiveFile = "ZIP"
	wordPress   = "WordPress export"
	structured  = "reStructuredText"
	asciiDoc    = "AsciiDoc"
	unread      = "unread" // known by name, and refused
)

// format tells the format of body: by media type, by the name's extension, by
// what body begins with.
func format(name, mediaType string, body []byte) string {
	kind := byType(mediaType)
	if kind == "" {
		kind = byExtension(filepath.Ext(name))
	}
	if kind == "" && mediaType == "" && otherFormat(filepath.Ext(name)) != "" {
		kind = unread
	}
	head := body[:min(len(body), 64<<10)]
	if at := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-")); at == 0 || at > 0 && kind == portable {
		return portable
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		if zipped := zipKind(body); zipped != "" && (zipped != archiveFile || kind == "" || kind == archiveFile) {
			return zipped
		}
	}
	switch kind {
	case "", plainText:
		kind = sniff(head, kind == "")
	case markdown:
		if isExport(head) {
			kind = exported
		}
	case jsonList:
		kind = jsonKind(body)
	}
	return kind
}

func byType(mediaType string) string {
	kind, _, _ := mime.ParseMediaType(mediaType)
	switch kind {
	case "text/html", "application/xhtml+xml":
		return webPage
	case "text/markdown", "text/x-markdown":
		return markdown
	case "text/plain":
		return plainText
	case "text/csv":
		return commaList
	case "text/tab-separated-values":
		return tabList
	case "application/yaml", "text/yaml":
		return yamlList
	case "application/json", "application/jsonl", "application/x-ndjson":
		return jsonList
	case "application/pdf":
		return portable
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return wordFile
	}
	return ""
}

func byExtension(extension string) string {
	switch strings.ToLower(extension) {
	case ".md", ".markdown", ".mdown", ".mdx":
		return markdown
	case ".html", ".htm", ".xhtml":
		return webPage
	case ".docx":
		return wordFile
	case ".pdf":
		return portable
	case ".odt":
		return openText
	case ".epub":
		return bookFile
	case ".xlsx", ".xlsm":
		return spreadsheet
	case ".zip":
		return archiveFile
	case ".xml":
		return wordPress
	case ".csv":
		return commaList
	case ".tsv", ".tab":
		return tabList
	case ".json", ".jsonl", ".ndjson":
		return jsonList
	case ".yml", ".yaml":
		return yamlList
	case ".rst", ".rest":
		return structured
	case ".adoc", ".asciidoc", ".asc":
		return asciiDoc
	case ".txt", ".text":
		return plainText
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
		return wordFile
	}
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	lower := strings.ToLower(text[:min(len(text), 256)])
	firstLine, _, _ := strings.Cut(text, "\n")
	switch {
	case strings.Contains(text[:min(len(text), 4096)], "http://wordpress.org/export/"):
		return wordPress
	case strings.HasPrefix(lower, "<!doctype html"), strings.HasPrefix(lower, "<html"), strings.HasPrefix(lower, "<?xml") && strings.Contains(lower, "<html"):
		return webPage
	case isExport(head):
		return exported
	case whole && strings.HasPrefix(text, "{"), whole && strings.HasPrefix(text, "[{"), whole && strings.HasPrefix(text, "[\n"):
		return jsonKind(head)
	case whole && listHeader.MatchString(firstLine) && strings.Contains(firstLine, "\t"):
		return tabList
	case whole && listHeader.MatchString(firstLine):
		return commaList
	case markdownSign.MatchString(strings.ReplaceAll(text, "\r\n", "\n")):
		return markdown
	}
	return plainText
}

// jsonKind tells a list of questions from a collection of passages by the
// fields of its first object.
func jsonKind(body []byte) string {
	body = bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	if !bytes.HasPrefix(body, []byte("{")) {
		return jsonList
	}
	var first struct {
		Text   *string         `json:"text"`
		Answer json.RawMessage `json:"answer"`
	}
	err := json.NewDecoder(bytes.NewReader(body)).Decode(&first)
	if err == nil && first.Text != nil && first.Answer == nil {
		return collection
	}
	return jsonList
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
