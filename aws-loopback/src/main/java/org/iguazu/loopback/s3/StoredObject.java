package org.iguazu.loopback.s3;

import java.time.Instant;

/**
 * What is known of an object.
 *
 * @param name of the bucket, a slash, and the key
 * @param blob the file its bytes are in
 * @param sha256 in Base64, as S3 writes it
 * @param md5 in hex: the ETag
 */
record StoredObject(
    String name,
    String blob,
    long size,
    String sha256,
    String md5,
    String contentType,
    Instant modified) {}
