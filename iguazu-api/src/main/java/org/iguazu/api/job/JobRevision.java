package org.iguazu.api.job;

import java.time.Instant;

/**
 * One registration of a job: never changed once made.
 *
 * @param revision counts from 1 for each job name
 * @param definition what runs
 * @param registeredAt when it was registered
 * @param registeredBy the name of the API key that registered it
 * @param current whether invocations run this revision now
 */
public record JobRevision(
    int revision,
    JobDefinition definition,
    Instant registeredAt,
    String registeredBy,
    boolean current) {}
