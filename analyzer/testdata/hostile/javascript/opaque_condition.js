while (Math.random() >= 0) {}
