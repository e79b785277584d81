new Worker(URL.createObjectURL(new Blob(["while(1);"])));
