self["fet" + "ch"]("https://example.com");
