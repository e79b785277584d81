navigator["send" + "Beacon"]("/", "x");
