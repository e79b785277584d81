document.write("<script src=//example.com/x.js></script>");
