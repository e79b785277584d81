"1".replace(/1/, eval);
