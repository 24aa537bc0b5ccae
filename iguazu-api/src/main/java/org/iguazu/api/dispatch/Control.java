package org.iguazu.api.dispatch;

/**
 * What the server wants of a running job.
 *
 * @param cancelled whether somebody asked to cancel it: it should end soon, by its own means
 */
public record Control(boolean cancelled) {}
