while (true) { switch (1) { case 1: break; } }
