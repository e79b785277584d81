Array.from(["1"], eval);
