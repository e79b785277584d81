Reflect.construct(globalThis["XMLHttp" + "Request"], []);
