(function (root, factory) {
  if (typeof define === "function" && define.amd) {
    define([], factory);
  } else if (typeof module === "object" && module.exports) {
    module.exports = factory();
  } else {
    root.slugify = factory();
  }
})(typeof self !== "undefined" ? self : typeof global !== "undefined" ? global : this, function () {
  "use strict";
  var map = { "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss" };
  return function slugify(text) {
    return String(text).toLowerCase().replace(/[äöüß]/g, function (c) { return map[c]; }).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  };
});
