const next = (() => { let i = 0; const l = 'eval'; return () => l[i++]; })();
globalThis[next() + next() + next() + next()]('reached = 1');
