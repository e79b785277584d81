// SPDX-License-Identifier: Apache-2.0

// Building blocks of the page. Text reaches the document as text nodes only: nothing here, or in any other file, turns a
// string into markup.

export const byId = (id) => document.getElementById(id);

// el makes an element. Properties are set by name; class, role, aria-* and data-* as attributes; on* take functions.
// Children are nodes or text; null and false are left out.
export function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else if (/^(class|role|tabindex|aria-|data-)/.test(name)) node.setAttribute(name, value);
    else node[name] = value;
  }
  put(node, children);
  return node;
}

function put(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

// fill replaces what is in node.
export function fill(node, ...children) {
  node.replaceChildren();
  put(node, children);
}

// visible shows characters that would otherwise act on the eye unseen: controls as pictures of themselves, marks that
// turn the direction of text or take no room as their number.
export function visible(text) {
  return String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, (c) => {
    const code = c.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return "\u27e8U+" + code.toString(16).toUpperCase().padStart(4, "0") + "\u27e9";
  });
}

// ms writes milliseconds with as many digits as help.
export function ms(value) {
  if (!Number.isFinite(value)) return "unknown";
  if (value >= 1000) return (value / 1000).toFixed(value >= 10000 ? 1 : 2).replace(/\.?0+$/, "") + " s";
  return (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)) + " ms";
}

// bytes writes a size in binary units.
export function bytes(value) {
  if (!Number.isFinite(value)) return "unknown";
  if (value < 1024) return value + (value === 1 ? " byte" : " bytes");
  if (value < 1024 * 1024) return (value / 1024).toFixed(1).replace(/\.0$/, "") + " KiB";
  return (value / 1024 / 1024).toFixed(1).replace(/\.0$/, "") + " MiB";
}

// count writes a number with its noun.
export const count = (n, noun) => n + " " + noun + (n === 1 ? "" : "s");

// object and list take what an answer holds as what it should be, so that a strange answer cannot break the page.
export const object = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? value : {});
export const list = (value) => (Array.isArray(value) ? value : []);
