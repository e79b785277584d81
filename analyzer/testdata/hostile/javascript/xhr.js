const x = new XMLHttpRequest();
x.open("GET", "/");
x.send();
