new WeakRef({ e: eval }).deref().e("1");
