eval
(
"1"
);
eval/* */("2");
