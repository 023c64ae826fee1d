// Package pdf reads the letters of PDF files and where they stand.
//
// It is the door to PDFium, which runs as WebAssembly: it has no files, no network
// and at most maxMemory bytes of its own, and a fault in it is an error here. To
// make machine code of it takes about 5 s of processor time and 340 MB; with a
// cache folder that is done once, and afterwards it starts in a third of a second
// with 50 MB.
//
// # Doubts
//
// Whoever can write to the cache folder can run programs as whoever reads a PDF.
// It is made for its owner only, and should be no folder that others write to.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Limits of what is read.
const (
	MaxPages   = 500     // of a file
	MaxLetters = 2 << 20 // of all pages: a long book
	maxMemory  = 192 << 20
	maxLinks   = 200 // of a page
)

// What can be wrong with a file. Any other error is that of the context, or a
// fault of this program's surroundings.
var (
	ErrPassword = errors.New("it has a password")
	ErrDamaged  = errors.New("it cannot be opened")
	ErrTooLarge = errors.New("it has too many pages or letters")
)

// A Document is what a file holds.
type Document struct {
	Title string // what the file calls itself; often the name of another file
	Pages []Page
}

// A Page is the letters of one page, in the order in which the file has them.
type Page struct {
	Width, Height float64 // in points
	Letters       []Letter
	Unread        bool // the page is damaged
}

// A Letter is a character and the box around its shape, in points from the lower
// left corner of the page.
type Letter struct {
	Rune                     rune
	Left, Right, Bottom, Top float64
	Size                     float64 // of its font, as it is shown
	Bold                     bool
	Sideways                 bool   // it is turned
	Supposed                 bool   // a space or a line end that the file does not have
	Link                     string // the address it leads to, or ""
}

// Prepare fills the cache folder, so that Read is quick. It needs no document.
func Prepare(ctx context.Context, cache string) error {
	pool, _, err := start(ctx, cache)
	if err != nil {
		return err
	}
	return pool.Close()
}

// Read reads a file. Cache is the folder where PDFium's machine code is kept, ""
// for none. Once PDFium runs, reading may take as long as limit says; more is
// context.DeadlineExceeded. It is safe for concurrent use.
func Read(ctx context.Context, body []byte, cache string, limit time.Duration) (Document, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	pool, instance, err := start(ctx, cache)
	if err != nil {
		return Document{}, err
	}
	defer pool.Close()
	defer time.AfterFunc(limit, func() { stop(context.DeadlineExceeded) }).Stop()
	d, err := read(ctx, instance, body)
	if ctx.Err() != nil {
		return Document{}, context.Cause(ctx) // PDFium fails in its own ways when it is stopped
	}
	return d, err
}

// start starts PDFium. The instance ends with its pool.
func start(ctx context.Context, cache string) (pdfium.Pool, pdfium.Pdfium, error) {
	settings := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(maxMemory >> 16).
		WithCloseOnContextDone(true)
	if cache != "" {
		if err := os.MkdirAll(cache, 0o700); err == nil { // else it takes its time
			if kept, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
				settings = settings.WithCompilationCache(kept)
			}
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: settings,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("starting PDFium: %w", err)
	}
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		pool.Close()
		return nil, nil, fmt.Errorf("starting PDFium: %w", err)
	}
	return pool, instance, nil
}

func read(ctx context.Context, p pdfium.Pdfium, body []byte) (Document, error) {
	opened, err := p.OpenDocument(&requests.OpenDocument{File: &body})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return Document{}, ErrPassword
	case err != nil:
		return Document{}, ErrDamaged
	}
	count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	switch {
	case err != nil || count.PageCount == 0:
		return Document{}, ErrDamaged
	case count.PageCount > MaxPages:
		return Document{}, ErrTooLarge
	}
	var d Document
	if title, err := p.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: opened.Document, Tag: "Title"}); err == nil {
		d.Title = title.Value
	}
	letters := 0
	for i := range count.PageCount {
		if ctx.Err() != nil {
			return Document{}, ctx.Err()
		}
		page, err := readPage(p, opened.Document, i)
		if err != nil {
			page.Unread = true
		}
		if letters += len(page.Letters); letters > MaxLetters {
			return Document{}, ErrTooLarge
		}
		d.Pages = append(d.Pages, page)
	}
	return d, nil
}

func readPage(p pdfium.Pdfium, document references.FPDF_DOCUMENT, index int) (Page, error) {
	loaded, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: document, Index: index})
	if err != nil {
		return Page{}, err
	}
	defer p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	request := requests.Page{ByReference: &loaded.Page}
	size, err := p.GetPageSize(&requests.GetPageSize{Page: request})
	if err != nil {
		return Page{}, err
	}
	page := Page{Width: size.Width, Height: size.Height}
	text, err := p.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: request, Mode: requests.GetPageTextStructuredModeChars, CollectFontInformation: true,
	})
	if err != nil {
		return page, err
	}
	links := linksOf(p, document, request)
	page.Letters = make([]Letter, 0, len(text.Chars))
	for _, c := range text.Chars {
		page.Letters = append(page.Letters, letter(c, links))
	}
	return page, nil
}

func letter(c *responses.GetPageTextStructuredChar, links []link) Letter {
	at, font := c.PointPosition, c.FontInformation
	l := Letter{
		Left: min(at.Left, at.Right), Right: max(at.Left, at.Right), Bottom: min(at.Bottom, at.Top), Top: max(at.Bottom, at.Top),
		Size: font.RenderedSize, Supposed: font.Name == "",
		Bold:     font.Weight >= 600 || isBold(font.Name),
		Sideways: math.Abs(math.Sin(c.Angle)) > 0.1 || math.Cos(c.Angle) < 0,
	}
	for _, r := range c.Text {
		l.Rune = r
		break
	}
	x, y := (l.Left+l.Right)/2, (l.Bottom+l.Top)/2
	for _, k := range links {
		if x >= k.left && x <= k.right && y >= k.bottom && y <= k.top {
			l.Link = k.address
		}
	}
	return l
}

func isBold(font string) bool {
	font = strings.ToLower(font)
	return strings.Contains(font, "bold") || strings.Contains(font, "black") || strings.Contains(font, "heavy")
}

// A link is a part of a page that leads to an address.
type link struct {
	left, right, bottom, top float64
	address                  string
}

// linksOf returns the links of a page that lead out of the file.
func linksOf(p pdfium.Pdfium, document references.FPDF_DOCUMENT, page requests.Page) []link {
	var links []link
	for at := 0; len(links) < maxLinks; {
		found, err := p.FPDFLink_Enumerate(&requests.FPDFLink_Enumerate{Page: page, StartPos: at})
		if err != nil || found.Link == nil || found.NextStartPos == nil || *found.NextStartPos <= at {
			return links
		}
		at = *found.NextStartPos
		action, err := p.FPDFLink_GetAction(&requests.FPDFLink_GetAction{Link: *found.Link})
		if err != nil || action.Action == nil {
			continue
		}
		address, err := p.FPDFAction_GetURIPath(&requests.FPDFAction_GetURIPath{Document: document, Action: *action.Action})
		if err != nil || address.URIPath == nil {
			continue
		}
		rect, err := p.FPDFLink_GetAnnotRect(&requests.FPDFLink_GetAnnotRect{Link: *found.Link})
		if err != nil || rect.Rect == nil {
			continue
		}
		r := rect.Rect
		links = append(links, link{
			float64(min(r.Left, r.Right)), float64(max(r.Left, r.Right)),
			float64(min(r.Bottom, r.Top)), float64(max(r.Bottom, r.Top)), *address.URIPath,
		})
	}
	return links
}
