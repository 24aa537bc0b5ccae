package org.iguazu.api.key;

/**
 * A key that was just made.
 *
 * @param key what is kept of it
 * @param secret the whole key as callers send it; shown this once, only its hash is kept
 */
public record NewApiKey(ApiKey key, String secret) {}
