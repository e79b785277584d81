Object.defineProperty(Object.prototype, "admin", { value: true });
