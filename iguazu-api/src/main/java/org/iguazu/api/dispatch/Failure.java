package org.iguazu.api.dispatch;

/**
 * The job's body failed.
 *
 * @param error the kind of error, such as the exception's class name
 * @param message what the job says about it, up to 2,000 characters
 */
public record Failure(String error, String message) {}
