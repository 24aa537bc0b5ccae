package org.iguazu.api.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that is, or is being, handed over.
 *
 * @param id what it is called from now on
 * @param name what people call it
 * @param size its bytes
 * @param sha256 its SHA-256 in hex
 * @param createdAt when it was announced
 * @param completedAt when it was found to be there, whole; null while it is not
 * @param expiresAt when it is forgotten and removed
 * @param target where to PUT it; told once, to whoever announces it
 */
public record Upload(
    UploadId id,
    String name,
    long size,
    String sha256,
    Instant createdAt,
    @Nullable Instant completedAt,
    Instant expiresAt,
    @Nullable UploadTarget target) {}
