global.Promise = null;
