package dev.flipper.store.s3;

class S3StoreTest extends S3StoreContract {}
