const get = Reflect.get.bind(null, globalThis);
get(['ev', 'al'].join(''))('reached = 1');
