package discordtest

import "time"

// interactionEndpoints answer interactions, first with a callback and then
// through the webhook that goes with the token.
func (d *Discord) interactionEndpoints() []endpoint {
	const hook = "/webhooks/{webhook_id}/{webhook_token}"
	return []endpoint{
		{route: "POST /interactions/{interaction_id}/{interaction_token}/callback", open: true, message: callbackText, serve: d.callback,
			faults: func(c *call) []string { return callbackFaults(c.object(), len(c.files)) }},
		{route: "POST " + hook, open: true, faults: newMessageFaults, message: (*call).object, serve: d.followUp},
		{route: "GET " + hook + "/messages/@original", open: true, serve: d.hooked(d.readOriginal)},
		{route: "PATCH " + hook + "/messages/@original", open: true, faults: editFaults, message: (*call).object, serve: d.hooked(d.editOriginal)},
		{route: "DELETE " + hook + "/messages/@original", open: true, serve: d.hooked(d.deleteOriginal)},
		{route: "PATCH " + hook + "/messages/{message_id}", open: true, faults: editFaults, message: (*call).object, serve: d.hooked(d.editFollowUp)},
		{route: "DELETE " + hook + "/messages/{message_id}", open: true, serve: d.hooked(d.deleteFollowUp)},
	}
}

// callbackText is the message of a first answer; nil if it shows none.
func callbackText(c *call) object {
	switch number(c.object(), "type") {
	case callbackMessage, callbackUpdate:
		return child(c.object(), "data")
	}
	return nil
}

var unknownInteraction = refusal(404, 10062, "Unknown interaction")

func (d *Discord) callback(c *call) answer {
	d.mu.Lock()
	i := d.interactions[c.PathValue("interaction_token")]
	if i == nil || i.ID != c.PathValue("interaction_id") {
		d.mu.Unlock()
		return unknownInteraction
	}
	if !i.acked.IsZero() {
		d.mu.Unlock()
		return refusal(400, 40060, "Interaction has already been acknowledged.")
	}
	if time.Since(i.asked) > d.settings.patience {
		d.mu.Unlock()
		return unknownInteraction
	}
	kind := number(c.object(), "type")
	if !i.takes(kind) {
		d.mu.Unlock()
		d.report("callback", []string{"this kind of answer does not go with this kind of interaction"})
		return refusal(400, 50035, "Invalid Form Body")
	}
	public := i.acknowledge(kind, child(c.object(), "data"), c.files)
	var event object
	if public != nil {
		event = public.event(d)
	}
	given := answer{204, nil}
	if c.URL.Query().Get("with_response") == "true" {
		given = answer{200, i.callbackResponse()}
	}
	i.change()
	d.mu.Unlock()
	if public != nil {
		d.announce(public, kind == callbackUpdate, event)
	}
	return given
}

// takes reports whether a kind of first answer goes with the interaction.
func (i *Interaction) takes(callback int) bool {
	switch callback {
	case callbackMessage, callbackDefer:
		return i.kind != kindComplete
	case callbackDeferUpdate, callbackUpdate:
		return i.on != nil
	case callbackChoices:
		return i.kind == kindComplete
	case callbackModal:
		return i.kind == kindCommand || i.kind == kindComponent
	}
	return false
}

// acknowledge carries out a first answer and returns the message that the
// gateway is to announce, if one is. d.mu is held.
func (i *Interaction) acknowledge(kind int, data object, files map[string][]byte) *message {
	i.acked, i.callback = time.Now(), kind
	switch kind {
	case callbackMessage, callbackDefer:
		i.original = i.respond(number(data, "flags")&flagEphemeral != 0)
		if kind == callbackMessage {
			i.original.fill(i.d, data, files)
			i.answer()
		} else {
			i.original.body["flags"] = number(i.original.body, "flags") | flagLoading
			i.loading = true
		}
		return i.original.public()
	case callbackDeferUpdate:
		i.original = i.on
	case callbackUpdate:
		i.original = i.on
		i.on.fill(i.d, data, files)
		i.on.body["edited_timestamp"] = now()
		i.on.edits++
		i.answer()
		return i.on.public()
	case callbackChoices:
		for _, c := range objects(list(data, "choices")) {
			i.choices = append(i.choices, Choice{text(c, "name"), text(c, "value")})
		}
		i.answer()
	case callbackModal:
		i.form = formOf(i, data)
		i.answer()
	}
	return nil
}

// respond makes the message of an answer. d.mu is held.
func (i *Interaction) respond(ephemeral bool) *message {
	m := i.d.newMessage(i.channel, nil)
	m.by = i
	m.body["webhook_id"], m.body["application_id"] = i.d.application, i.d.application
	if i.kind == kindCommand {
		m.body["type"] = 20
	}
	if ephemeral {
		m.only = i.member
		m.body["flags"] = flagEphemeral
	}
	return m
}

// public is m unless only one member sees it.
func (m *message) public() *message {
	if m.only != nil {
		return nil
	}
	return m
}

func (i *Interaction) callbackResponse() object {
	o := object{"id": i.ID, "type": i.kind}
	r := object{"interaction": o}
	if i.original != nil {
		o["response_message_id"] = i.original.id()
		r["resource"] = object{"type": i.callback, "message": clone(i.original.body)}
	}
	return r
}

func (d *Discord) announce(m *message, edited bool, event object) {
	kind := "MESSAGE_CREATE"
	if edited {
		kind = "MESSAGE_UPDATE"
	}
	d.dispatch(m.channel.guildOf(), m.intent(), kind, event)
}

// hook finds the interaction of a webhook token. d.mu is held.
func (d *Discord) hook(c *call) (*Interaction, *answer) {
	i := d.interactions[c.PathValue("webhook_token")]
	var refused answer
	switch {
	case c.PathValue("webhook_id") != d.application || i == nil || i.acked.IsZero():
		refused = refusal(404, 10015, "Unknown Webhook")
	case time.Since(i.asked) > tokenLife:
		refused = refusal(401, 50027, "Invalid Webhook Token")
	default:
		return i, nil
	}
	return nil, &refused
}

// hooked serves an endpoint of a webhook. The message it returns is
// announced as edited.
func (d *Discord) hooked(serve func(*Interaction, *call) (answer, *message)) func(*call) answer {
	return func(c *call) answer {
		d.mu.Lock()
		i, refused := d.hook(c)
		if refused != nil {
			d.mu.Unlock()
			return *refused
		}
		given, edited := serve(i, c)
		i.change()
		var event object
		if edited = edited.publicOrNil(); edited != nil {
			event = edited.event(d)
		}
		d.mu.Unlock()
		if edited != nil {
			d.announce(edited, true, event)
		}
		return given
	}
}

func (m *message) publicOrNil() *message {
	if m == nil {
		return nil
	}
	return m.public()
}

var unknownMessage = refusal(404, 10008, "Unknown Message")

func (d *Discord) followUp(c *call) answer {
	d.mu.Lock()
	i, refused := d.hook(c)
	if refused != nil {
		d.mu.Unlock()
		return *refused
	}
	if i.loading && d.messages[i.original.id()] != nil {
		// Documented: it then works as an edit of the deferred answer, whose
		// ephemeral flag stays.
		given, edited := d.editOriginal(i, c)
		event := edited.event(d)
		i.change()
		d.mu.Unlock()
		if edited.only == nil {
			d.announce(edited, true, event)
		}
		return given
	}
	m := i.respond(number(c.object(), "flags")&flagEphemeral != 0)
	m.fill(d, c.object(), c.files)
	i.followups = append(i.followups, m)
	i.answer()
	event, body := m.event(d), clone(m.body)
	i.change()
	d.mu.Unlock()
	if m.only == nil {
		d.announce(m, false, event)
	}
	return answer{200, body}
}

// originalOf is the message of the first answer if it still exists.
func (d *Discord) originalOf(i *Interaction) *message {
	if i.original == nil {
		return nil
	}
	return d.messages[i.original.id()]
}

func (d *Discord) readOriginal(i *Interaction, _ *call) (answer, *message) {
	m := d.originalOf(i)
	if m == nil {
		return unknownMessage, nil
	}
	return answer{200, clone(m.body)}, nil
}

func (d *Discord) editOriginal(i *Interaction, c *call) (answer, *message) {
	m := d.originalOf(i)
	if m == nil {
		return unknownMessage, nil
	}
	d.edit(m, c)
	i.loading = false
	i.answer()
	return answer{200, clone(m.body)}, m
}

func (d *Discord) deleteOriginal(i *Interaction, _ *call) (answer, *message) {
	m := d.originalOf(i)
	if m == nil {
		return unknownMessage, nil
	}
	delete(d.messages, m.id())
	return answer{204, nil}, nil
}

func (d *Discord) editFollowUp(i *Interaction, c *call) (answer, *message) {
	m := d.messages[c.PathValue("message_id")]
	if m == nil || m.by != i {
		return unknownMessage, nil
	}
	d.edit(m, c)
	return answer{200, clone(m.body)}, m
}

func (d *Discord) deleteFollowUp(i *Interaction, c *call) (answer, *message) {
	m := d.messages[c.PathValue("message_id")]
	if m == nil || m.by != i {
		return unknownMessage, nil
	}
	delete(d.messages, m.id())
	return answer{204, nil}, nil
}
