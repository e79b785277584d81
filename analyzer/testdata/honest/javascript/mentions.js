// Never call eval(), new Function() or setTimeout("text") here; fetch() and process.exit() are off limits too.
/* while (true) {}  for (;;) {}  require("child_process")  document.write(x)  global.x = 1 */
const rules = [
  { pattern: "eval()", why: "runs text as code" },
  { pattern: "new Function()", why: 'the same as "eval"' },
  { pattern: "fetch()", why: `network, like XMLHttpRequest and WebSocket` },
  { pattern: "while(true)", why: "never ends" },
  { pattern: "process.env", why: "secrets" },
  { pattern: "require('fs')", why: "files" },
  { pattern: "localStorage", why: "storage" },
];
const looks = /eval\(|new Function\(|require\(['"]fs|process\.|global\./;
for (const rule of rules) {
  console.log(rule.pattern.padEnd(20), rule.why, looks.test(rule.pattern));
}
