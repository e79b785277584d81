const parts = ['ev', 'al'];
let s = '';
while (parts.length) s += parts.shift();
globalThis[s]('reached = 1');
