require("module").createRequire("/")("fs");
