while (true) { if (false) break; }
