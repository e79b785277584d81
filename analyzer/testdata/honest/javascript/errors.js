class HTTPError extends Error {
  constructor(status, message, options) { super(message, options); this.name = "HTTPError"; this.status = status; }
  get retryable() { return this.status >= 500; }
}
function attempt(action) { try { return { ok: true, value: action() }; } catch (error) { return { ok: false, error }; } finally { attempt.count = (attempt.count ?? 0) + 1; } }
const result = attempt(() => { throw new HTTPError(503, "busy", { cause: new Error("queue") }); });
console.log(result.error instanceof HTTPError, result.error.retryable, result.error.cause.message, attempt.count);
