(0, eval)("1");
[eval][0]("2");
(true && eval)("3");
