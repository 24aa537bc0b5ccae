package org.iguazu.dispatcher.file;

import org.jspecify.annotations.Nullable;

/**
 * What S3 says of a file that it has.
 *
 * @param sha256 in hex; null if it was put without one
 */
public record StoredFile(long size, @Nullable String sha256) {}
