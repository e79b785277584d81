globalThis[(693741).toString(36)]('reached = 1');
