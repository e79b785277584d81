const größe = 3, 名前 = "太郎", naïve = "ſ", emoji = "👩‍👩‍👧";
console.log(größe, 名前, naïve.normalize("NFKC"), [...emoji].length, "\u00e9\u{1F600}", /[À-ÿ]+/u.test("é"));
