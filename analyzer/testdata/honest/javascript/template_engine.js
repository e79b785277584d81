function compile(template) {
  const parts = template.split(/\{\{\s*([\w.]+)\s*\}\}/);
  return (data) => parts.map((part, i) => (i % 2 ? part.split(".").reduce((o, key) => o?.[key], data) ?? "" : part)).join("");
}
const tag = (strings, ...values) => strings.raw.map((s, i) => s + (values[i] ?? "")).join("");
console.log(compile("Dear {{ user.name }}, {{count}} new")({ user: { name: "Ada" }, count: 2 }), tag`a${1}\n${"b"}`);
