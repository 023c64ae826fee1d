package bot

import (
	"strconv"

	"pamphlet/bot/messages"
)

// paged adds a menu of what can be chosen, as many as Discord's menus hold,
// with buttons to the next and the previous ones: verb and args lead to another
// page, whose number comes last.
func (r Request) paged(reply Reply, menu Menu, all []Option, page int, verb Verb, args ...string) Reply {
	last := (len(all) - 1) / maxChoices
	page = max(0, min(page, last))
	from := page * maxChoices
	menu.Options = all[from:min(from+maxChoices, len(all))]
	reply.Menus = append(reply.Menus, menu)
	to := func(s messages.Key, page int) {
		reply.Actions = append(reply.Actions, Action{Label: r.say(s), Verb: verb, Args: append(args[:len(args):len(args)], strconv.Itoa(page))})
	}
	if page > 0 {
		to(messages.EarlierPage, page-1)
	}
	if page < last {
		to(messages.LaterPage, page+1)
	}
	if last > 0 {
		reply.Notes = append(reply.Notes, r.say(messages.Page, from+1, from+len(menu.Options), len(all)))
	}
	return reply
}

// turned is a reply to a button that turns a page: it takes the place of the
// page before.
func (r Request) turned(reply Reply) Reply {
	reply.Replaces = r.Kind == Press
	return reply
}
