package draft

import "regexp"

// IsFileName reports whether a description is what programs write where that of a
// picture should be: the name of its file, its number, that it is one.
func IsFileName(description string) bool { return fileName.MatchString(description) }

var fileName = regexp.MustCompile(`(?i)^(?:\S+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|heic)|(?:(?:img|dsc|pxl|image|picture|photo|screenshot|grafik|bild|untitled|logo|icon|avatar|banner)[\s_-]*)+\d*(?:[\s_-]\d+)*|[\d\s_-]+|.*description automatically generated)$`)
