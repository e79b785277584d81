const later = setInterval;
later("x" + "()", 1);
