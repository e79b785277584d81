const d = document;
d["wri" + "te"]("<b>");
