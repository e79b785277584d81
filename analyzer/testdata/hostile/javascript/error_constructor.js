try { null.x } catch (e) { e.constructor.constructor('reached = 1')(); }
