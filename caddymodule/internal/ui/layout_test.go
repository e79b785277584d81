// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"strings"
	"testing"

	"github.com/code-interceptor/caddy-code-interceptor/caddymodule/internal/browsertest"
)

func testPageIsUsableByKeyboard(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "")
	p.Eval("document.getElementById('code').focus()")
	p.Press("Tab", 0)
	if got := p.Eval("document.activeElement.id + document.getElementById('code').value.startsWith('  ')"); got != "codetrue" {
		t.Errorf("Tab in the editor: %s", got)
	}
	p.Press("Escape", 0)
	p.Press("Tab", 0)
	if got := p.Eval("document.activeElement.id"); got != "live" {
		t.Errorf("Escape, Tab from the editor leads to %q", got)
	}
	// Everything that takes the focus has a name.
	if got := p.Eval(`[...document.querySelectorAll('button, input, select, textarea, [role=tabpanel]')].filter(e =>
		!(e.textContent.trim() && e.tagName === 'BUTTON') && !e.labels?.length && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')).map(e => e.id || e.outerHTML).join()`); got != "" {
		t.Errorf("without a name: %s", got)
	}
	quiet(t, p, url)
}

func testPageFitsNarrowScreensInBothSchemes(t *testing.T, p *browsertest.Page) {
	a := &fakeAPI{}
	url := open(t, p, a, "")
	write(p, "const total = [1, 2, 3].reduce((a, b) => a + b, 0) // "+strings.Repeat("long ", 40)+"\nglobalThis.total = total\nconsole.log(`sum ${total}`, /a[/]b/.test('x'), null)\n")
	p.WaitFor("document.getElementById('verdict').textContent === 'Allowed · 1 finding'", patience)
	p.Click("#run")
	p.WaitFor("document.getElementById('outcome').textContent === 'Completed'", patience)
	for _, size := range [][2]int{{320, 640}, {390, 844}, {768, 1024}, {1280, 800}, {1920, 1080}} {
		p.Viewport(size[0], size[1])
		for _, scheme := range []string{"light", "dark"} {
			p.Media("prefers-color-scheme", scheme)
			if got := p.Eval("document.documentElement.scrollWidth - innerWidth"); got[0] != '-' && got != "0" {
				t.Errorf("%d pixels wide: the page is %s too wide", size[0], got)
			}
			if size[0] == 390 || size[0] == 1280 {
				shot(t, p, scheme+"-"+map[int]string{390: "narrow", 1280: "wide"}[size[0]])
			}
			if got := p.Eval(contrast); got != "[]" {
				t.Errorf("%s, %d pixels: too little contrast: %s", scheme, size[0], got)
			}
			if got := p.Eval("JSON.stringify((() => { const a = document.getElementById('code'), b = document.querySelector('.paint'); const s = (e) => { const c = getComputedStyle(e); return [c.font, c.tabSize, c.letterSpacing, c.paddingTop, c.paddingLeft].join() }; return [s(a) === s(b), s(a), s(b)] })())"); !strings.HasPrefix(got, "[true") {
				t.Errorf("the editor's layers differ: %s", got)
			}
		}
	}
	quiet(t, p, url)
}

// contrast lists texts with less than 4.5 to 1 against what is behind them (WCAG 2.2, 1.4.3).
const contrast = `JSON.stringify((() => {
	const parse = (c) => { const m = c.match(/[\d.]+/g).map(Number); return { rgb: m.slice(0, 3), a: m[3] ?? 1 } };
	const light = (rgb) => rgb.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 }).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
	const over = (top, below) => top.rgb.map((v, i) => v * top.a + below[i] * (1 - top.a));
	const behind = (e) => e === null ? [255, 255, 255] : over(parse(getComputedStyle(e).backgroundColor), behind(e.parentElement));
	const poor = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n = walk.nextNode(); n; n = walk.nextNode()) {
		const e = n.parentElement;
		if (!n.data.trim() || !e.checkVisibility() || e.closest(':disabled, noscript, .unseen, textarea, option')) continue;
		const back = behind(e);
		let opacity = 1;
		for (let a = e; a; a = a.parentElement) opacity *= Number(getComputedStyle(a).opacity);
		const text = over({ ...parse(getComputedStyle(e).color), a: opacity }, back);
		const [a, b] = [light(text), light(back)].sort((x, y) => y - x);
		const ratio = (a + 0.05) / (b + 0.05);
		if (ratio < 4.5) poor.push(n.data.trim().slice(0, 20) + ' ' + e.className + ' ' + ratio.toFixed(2));
	}
	return [...new Set(poor)];
})())`
