function* letters() { yield 'e'; yield 'v'; yield 'a'; yield 'l'; }
globalThis[[...letters()].join('')]('reached = 1');
