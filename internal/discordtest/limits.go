package discordtest

import (
	"fmt"
	"strings"
)

// Flags of messages, from Discord's documentation of the message resource.
const (
	flagSuppressed   = 1 << 2 // embeds are not shown
	flagEphemeral    = 1 << 6
	flagLoading      = 1 << 7
	flagComponentsV2 = 1 << 15
)

// messageFaults lists what is wrong with a message the bot sends or edits
// that the description does not say. Numbers are from Discord's
// documentation of messages, embeds and components.
func messageFaults(body object, files int, edit bool) []string {
	var faults []string
	if n := units(text(body, "content")); n > 2000 {
		faults = append(faults, fmt.Sprintf("content has %d characters, 2000 are allowed", n))
	}
	if n := embedUnits(body); n > 6000 {
		faults = append(faults, fmt.Sprintf("embeds have %d characters together, 6000 are allowed", n))
	}
	if n := units(text(body, "nonce")); n > 25 {
		faults = append(faults, "nonce is longer than 25 characters")
	}
	v2 := number(body, "flags")&flagComponentsV2 != 0
	empty := strings.TrimSpace(text(body, "content")) == "" && len(list(body, "embeds")) == 0 && files == 0 && len(list(body, "components")) == 0
	if _, clears := body["content"]; empty && (!edit || clears && body["embeds"] != nil && body["components"] != nil) {
		faults = append(faults, "message is empty")
	}
	if v2 && (text(body, "content") != "" || len(list(body, "embeds")) > 0) {
		faults = append(faults, "content and embeds cannot go with components V2")
	}
	if number(body, "flags")&flagSuppressed != 0 && len(list(body, "embeds")) > 0 {
		faults = append(faults, "the flag that suppresses embeds hides those that are sent")
	}
	for _, e := range objects(list(body, "embeds")) {
		if embedEmpty(e) {
			faults = append(faults, "embed is empty")
		}
	}
	if v2 {
		faults = append(faults, textFaults(list(body, "components"), files)...)
	}
	return append(faults, componentFaults(list(body, "components"), v2)...)
}

// textFaults checks the text and the files of a message of components V2.
func textFaults(components []any, files int) []string {
	var faults []string
	n, shown := 0, 0
	walkComponents(components, func(c object) {
		n += units(text(c, "content"))
		if number(c, "type") == 13 {
			shown++
		}
	})
	if n > 4000 {
		faults = append(faults, fmt.Sprintf("components have %d characters of text together, 4000 are allowed", n))
	}
	if shown != files {
		faults = append(faults, fmt.Sprintf("%d files are sent and %d shown", files, shown))
	}
	return faults
}

// embedEmpty reports whether nobody would see anything of an embed.
func embedEmpty(e object) bool {
	shown := text(e, "title") + text(e, "description") + text(child(e, "footer"), "text") + text(child(e, "author"), "name")
	return strings.TrimSpace(shown) == "" && len(list(e, "fields")) == 0 && e["image"] == nil && e["thumbnail"] == nil
}

func embedUnits(body object) int {
	n := 0
	for _, e := range objects(list(body, "embeds")) {
		n += units(text(e, "title")) + units(text(e, "description")) + units(text(child(e, "footer"), "text")) + units(text(child(e, "author"), "name"))
		for _, f := range objects(list(e, "fields")) {
			n += units(text(f, "name")) + units(text(f, "value"))
		}
	}
	return n
}

// mentionFaults asks for more than Discord does: that nothing sent can ping, but
// one role whose mention the message begins with.
func mentionFaults(body object) []string {
	if body == nil {
		return nil
	}
	allowed, ok := body["allowed_mentions"].(object)
	if !ok {
		return []string{"allowed_mentions is missing"}
	}
	parse, ok := allowed["parse"].([]any)
	if !ok || len(parse) > 0 {
		return []string{"allowed_mentions.parse is not []"}
	}
	roles := list(allowed, "roles")
	if len(roles) == 1 && strings.HasPrefix(text(body, "content"), fmt.Sprintf("<@&%v>", roles[0])) {
		roles = nil
	}
	if len(list(allowed, "users")) > 0 || len(roles) > 0 || allowed["replied_user"] == true {
		return []string{"allowed_mentions lets somebody be pinged"}
	}
	return nil
}

// componentFaults checks rows, counts and custom ids of a message.
func componentFaults(components []any, v2 bool) []string {
	var faults []string
	if !v2 && len(components) > 5 {
		faults = append(faults, fmt.Sprintf("%d rows of components, 5 are allowed", len(components)))
	}
	ids := map[string]bool{}
	total := 0
	walkComponents(components, func(c object) {
		total++
		faults = append(faults, componentFault(c, ids)...)
		if kind := number(c, "type"); !v2 && kind >= 9 && kind <= 17 {
			faults = append(faults, fmt.Sprintf("component type %d needs the components V2 flag", kind))
		}
	})
	if total > 40 && v2 {
		faults = append(faults, fmt.Sprintf("%d components, 40 are allowed", total))
	}
	return faults
}

func componentFault(c object, ids map[string]bool) []string {
	var faults []string
	if id := text(c, "custom_id"); id != "" {
		if ids[id] {
			faults = append(faults, "two components have the same custom_id")
		}
		ids[id] = true
		if units(id) > 100 {
			faults = append(faults, "custom_id is longer than 100 characters")
		}
	}
	switch number(c, "type") {
	case 1:
		inner := objects(list(c, "components"))
		if len(inner) == 0 || len(inner) > 5 {
			faults = append(faults, fmt.Sprintf("row of %d components, 1 to 5 are allowed", len(inner)))
		}
		for _, i := range inner {
			if number(i, "type") != 2 && len(inner) > 1 {
				faults = append(faults, "select shares its row")
			}
		}
	case 2:
		link := number(c, "style") == 5
		if link != (text(c, "url") != "") || link == (text(c, "custom_id") != "") {
			faults = append(faults, "button needs either a custom_id or, in the link style, a url")
		}
		if text(c, "label") == "" && c["emoji"] == nil {
			faults = append(faults, "button has neither label nor emoji")
		}
	case 3:
		values := map[string]bool{}
		for _, o := range objects(list(c, "options")) {
			if values[text(o, "value")] {
				faults = append(faults, "two options have the same value")
			}
			values[text(o, "value")] = true
		}
		if len(values) == 0 || len(values) > 25 {
			faults = append(faults, fmt.Sprintf("select of %d options, 1 to 25 are allowed", len(values)))
		}
	}
	return faults
}

// walkComponents visits each component, outer ones first.
func walkComponents(components []any, visit func(object)) {
	for _, c := range objects(components) {
		visit(c)
		walkComponents(list(c, "components"), visit)
		for _, key := range []string{"accessory", "component"} {
			if inner := child(c, key); inner != nil {
				walkComponents([]any{inner}, visit)
			}
		}
	}
}

// callbackFaults checks an answer to an interaction of the given type.
func callbackFaults(body object, files int) []string {
	data := child(body, "data")
	switch number(body, "type") {
	case callbackMessage:
		return messageFaults(data, files, false)
	case callbackDefer:
		if number(data, "flags")&^flagEphemeral != 0 || text(data, "content") != "" || len(list(data, "embeds"))+len(list(data, "components"))+files > 0 {
			return []string{"a deferral takes the ephemeral flag alone"}
		}
	case callbackUpdate:
		return messageFaults(data, files, true)
	case callbackChoices:
		return choiceFaults(data)
	case callbackModal:
		return modalFaults(data)
	}
	return nil
}

func choiceFaults(data object) []string {
	choices, ok := data["choices"].([]any)
	if !ok {
		return []string{"choices are missing"}
	}
	var faults []string
	if len(choices) > 25 {
		faults = append(faults, fmt.Sprintf("%d choices, 25 are allowed", len(choices)))
	}
	for _, c := range objects(choices) {
		if n := units(text(c, "name")); n == 0 || n > 100 {
			faults = append(faults, "name of a choice is not of 1 to 100 characters")
		}
		if units(text(c, "value")) > 100 {
			faults = append(faults, "value of a choice is longer than 100 characters")
		}
	}
	return faults
}

func modalFaults(data object) []string {
	var faults []string
	if n := len(list(data, "components")); n < 1 || n > 5 {
		faults = append(faults, fmt.Sprintf("modal of %d components, 1 to 5 are allowed", n))
	}
	ids := map[string]bool{}
	walkComponents(list(data, "components"), func(c object) {
		faults = append(faults, componentFault(c, ids)...)
	})
	return faults
}
