try { throw new Error("eval"); } catch (e) { globalThis[e.message]("1"); }
