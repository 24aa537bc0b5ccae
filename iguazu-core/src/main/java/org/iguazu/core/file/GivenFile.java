package org.iguazu.core.file;

import org.iguazu.api.upload.UploadId;

/**
 * A file that an invocation was given.
 *
 * @param name what its job calls it
 */
public record GivenFile(String name, UploadId upload, long size, String sha256) {}
