eval`1`;
