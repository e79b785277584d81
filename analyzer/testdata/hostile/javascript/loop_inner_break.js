while (true) { for (;;) { break; } }
