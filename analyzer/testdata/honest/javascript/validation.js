const isEmail = (s) => /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(s);
const checks = {
  required: (v) => v !== undefined && v !== "" || "is required",
  email: (v) => isEmail(v) || "is no address",
  min: (n) => (v) => v >= n || `is less than ${n}`,
  url: (v) => !/^javascript:/i.test(v) || "is a script",
};
function validate(schema, data) {
  const errors = {};
  for (const [field, rules] of Object.entries(schema)) {
    for (const rule of rules) { const result = rule(data[field]); if (result !== true) { (errors[field] ||= []).push(result); } }
  }
  return errors;
}
console.log(validate({ name: [checks.required], mail: [checks.email], age: [checks.min(18)], site: [checks.url] }, { name: "", mail: "a@b", age: 3, site: "x" }));
