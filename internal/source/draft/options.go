package draft

import "time"

// Options are what a person says about an article, which wins over what is found, and
// where its file comes from. The zero value says nothing.
type Options struct {
	Title, Source, Language, Slug string
	// Identity is where the file comes from, for knowledge.Base.Name. One that
	// ends in "#" is completed by the title.
	Identity string
	// Base is the address that relative links start from, if the file does not
	// say it itself.
	Base string
	// Columns names the columns of a table of questions and answers: role, such
	// as "answer", to name, letter or number. Without it they are known by name.
	Columns           map[string]string
	Published, Review time.Time
	Tags              []string // added to those found
	// Type is a media type such as "text/html; charset=utf-8", as a web server
	// says it; it wins over the name's extension. It may be "".
	Type string
	// Cache is the folder where readers keep what takes long to prepare; "" for
	// none. It holds nothing of the file.
	Cache string
}
