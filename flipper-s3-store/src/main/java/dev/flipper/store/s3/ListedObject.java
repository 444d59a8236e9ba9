package dev.flipper.store.s3;

/** An object as a listing shows it. */
record ListedObject(String key, String tag, long size) {}
