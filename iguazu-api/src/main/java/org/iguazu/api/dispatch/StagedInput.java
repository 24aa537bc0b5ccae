package org.iguazu.api.dispatch;

import org.iguazu.api.job.InputFile;

/**
 * A file that is to be put in place before the job starts.
 *
 * @param file as the job declares it
 * @param url where its bytes can be got without a key
 * @param size its bytes
 * @param sha256 its SHA-256, as 64 lower-case hexadecimal digits
 */
public record StagedInput(InputFile file, String url, long size, String sha256) {}
