["1", "2"].forEach(eval);
