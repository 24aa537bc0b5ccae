package org.iguazu.core.upload;

import java.time.Instant;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.upload.UploadRequest;

/**
 * An upload to be remembered.
 *
 * @param owner the public half of the key that announced it
 */
public record NewUpload(
    UploadId id, String owner, UploadRequest file, Instant createdAt, Instant expiresAt) {}
