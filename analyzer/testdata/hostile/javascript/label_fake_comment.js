// eval("1")
