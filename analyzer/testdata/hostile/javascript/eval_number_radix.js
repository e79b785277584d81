globalThis[(693741).toString(36)]("1");
globalThis[(14).toString(36) + "val"]("1");
