new EventSource("/e");
