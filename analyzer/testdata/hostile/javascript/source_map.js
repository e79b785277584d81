eval("1");
//# sourceMappingURL=file:///dev/zero
