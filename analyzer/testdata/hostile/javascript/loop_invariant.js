let going = true;
while (going) { console.log(1); }
