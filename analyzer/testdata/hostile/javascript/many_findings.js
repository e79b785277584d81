setTimeout(a, 1); setTimeout(a, 2); setTimeout(a, 3);
setTimeout(a, 4); setTimeout(a, 5); setTimeout(a, 6);
function a() {}
