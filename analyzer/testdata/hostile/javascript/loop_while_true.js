while (true) { console.log(1); }
