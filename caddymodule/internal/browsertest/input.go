// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"encoding/json"
	"fmt"
)

// Modifiers of Press.
const (
	Alt   = 1
	Ctrl  = 2
	Meta  = 4
	Shift = 8
)

// keys are the keys that Press knows, with their codes.
var keys = map[string]struct {
	code int
	text string
}{
	"Enter": {13, "\r"}, "Tab": {9, ""}, "Escape": {27, ""}, "Backspace": {8, ""}, "End": {35, ""}, "Home": {36, ""},
	"ArrowLeft": {37, ""}, "ArrowUp": {38, ""}, "ArrowRight": {39, ""}, "ArrowDown": {40, ""}, " ": {32, " "},
}

// Click scrolls the first element that the selector finds into view and clicks its middle with the mouse, as a person
// would: something on top of it gets the click instead.
func (p *Page) Click(selector string) {
	p.t.Helper()
	quoted, _ := json.Marshal(selector)
	var at []float64
	p.decode(json.RawMessage(p.Eval(fmt.Sprintf(`(() => {
		const e = document.querySelector(%s);
		if (!e) return [];
		e.scrollIntoView({block: 'center', behavior: 'instant'});
		const r = e.getBoundingClientRect();
		return r.width && r.height ? [r.x + r.width / 2, r.y + r.height / 2] : [];
	})()`, quoted))), &at)
	if len(at) != 2 {
		p.t.Fatalf("browsertest: click %s: there is no visible element", selector)
	}
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		p.call("Input.dispatchMouseEvent",
			map[string]any{"type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1})
	}
}

// Type types text into what has the focus, as a paste or an input method would.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.call("Input.insertText", map[string]any{"text": text})
}

// Fill focuses the first element that the selector finds, selects all of its text and types over it.
func (p *Page) Fill(selector, text string) {
	p.t.Helper()
	quoted, _ := json.Marshal(selector)
	if p.Eval(fmt.Sprintf(`(() => { const e = document.querySelector(%s); if (!e) return false; e.focus(); e.select(); return document.activeElement === e })()`, quoted)) != "true" {
		p.t.Fatalf("browsertest: fill %s: there is no such field", selector)
	}
	if text == "" {
		p.Press("Backspace", 0)
		return
	}
	p.Type(text)
}

// Press presses one key ("Enter", "Tab", "Escape", an arrow, or a letter) with modifiers.
func (p *Page) Press(key string, modifiers int) {
	p.t.Helper()
	k, ok := keys[key]
	if !ok && len(key) == 1 {
		k.code, k.text = int(key[0]&^0x20), key
	} else if !ok {
		p.t.Fatalf("browsertest: press %s: unknown key", key)
	}
	down := map[string]any{"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": k.code, "modifiers": modifiers}
	if k.text != "" && modifiers&^Shift == 0 {
		down["type"], down["text"] = "keyDown", k.text
	}
	p.call("Input.dispatchKeyEvent", down)
	p.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": key, "windowsVirtualKeyCode": k.code, "modifiers": modifiers})
}
