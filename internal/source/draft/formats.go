package draft

// Formats, as a report names them.
const (
	PlainText = "plain text"

	Markdown    = "Markdown"
	WebPage     = "HTML"
	WordFile    = "DOCX"
	CommaList   = "CSV"
	TabList     = "TSV"
	JSONList    = "JSON"
	YAMLList    = "YAML"
	Collection  = "passages"
	Exported    = "export"
	OpenText    = "ODT"
	BookFile    = "EPUB"
	Spreadsheet = "XLSX"
	Portable    = "PDF"
	ArchiveFile = "ZIP"
	WordPress   = "WordPress export"
	Structured  = "reStructuredText"
	AsciiDoc    = "AsciiDoc"
	Unread      = "unread" // known by name, and refused
)
