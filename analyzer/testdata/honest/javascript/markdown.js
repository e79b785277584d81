const escapeHTML = (s) => s.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);
function inline(s) {
  return escapeHTML(s).replace(/`([^`]+)`/g, "<code>$1</code>").replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>").replace(/\*([^*]+)\*/g, "<i>$1</i>");
}
function render(text) {
  return text.split(/\n{2,}/).map((block) => {
    const heading = /^(#{1,6}) (.*)/.exec(block);
    if (heading) return `<h${heading[1].length}>${inline(heading[2])}</h${heading[1].length}>`;
    if (/^[-*] /.test(block)) return "<ul>" + block.split("\n").map((l) => `<li>${inline(l.slice(2))}</li>`).join("") + "</ul>";
    return `<p>${inline(block)}</p>`;
  }).join("\n");
}
console.log(render("# Title\n\nSome *text* with `eval(x)` and <script>\n\n- one\n- **two**"));
