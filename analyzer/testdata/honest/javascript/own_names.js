// Names of builtins that are the program's own here.
function medieval(year) { return year > 500 && year < 1500; }
class Repository {
  constructor(items) { this.items = new Map(items); }
  fetch(id) { return this.items.get(id); }
  require(id) {
    const found = this.fetch(id);
    if (!found) throw new Error(`no item ${id}`);
    return found;
  }
  eval(expression) { return expression.length; }
}
const repository = new Repository([[1, "one"], [2, "two"]]);
const process = { stdout: [], write(text) { this.stdout.push(text); } };
process.write(repository.fetch(1));
process.write(repository.require(2));
function run(document, window, location) { return `${document} ${window} ${location}`; }
const global = { count: 3 };
global.count += 1;
console.log(process.stdout, repository.eval("1 + 1"), run("a", "b", "c"), medieval(1066), global.count);
