class Emitter {
  #handlers = new Map();
  on(name, handler) {
    if (!this.#handlers.has(name)) this.#handlers.set(name, new Set());
    this.#handlers.get(name).add(handler);
    return () => this.off(name, handler);
  }
  once(name, handler) { const off = this.on(name, (...args) => { off(); handler(...args); }); }
  off(name, handler) { this.#handlers.get(name)?.delete(handler); }
  emit(name, ...args) { for (const handler of this.#handlers.get(name) ?? []) handler.apply(this, args); }
}
const bus = new Emitter();
bus.on("tick", (n) => console.log("tick", n));
bus.once("tick", () => console.log("first"));
[1, 2, 3].forEach((n) => bus.emit("tick", n));
