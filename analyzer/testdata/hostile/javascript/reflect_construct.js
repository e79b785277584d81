Reflect.construct((function () {}).constructor, ['reached = 1'])();
