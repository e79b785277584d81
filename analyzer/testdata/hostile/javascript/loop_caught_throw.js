while (true) { try { throw 1; } catch {} }
