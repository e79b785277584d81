eval.apply(null, ["1"]);
Reflect.apply(eval, null, ["2"]);
