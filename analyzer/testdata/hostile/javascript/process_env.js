console.log(process.env.AWS_SECRET_ACCESS_KEY);
