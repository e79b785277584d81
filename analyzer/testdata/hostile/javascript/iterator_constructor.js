[][Symbol.iterator]().next.constructor('reached = 1')();
