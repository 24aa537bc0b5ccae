package org.iguazu.core.catalog;

import org.iguazu.api.job.JobRevision;

/**
 * What a registration led to.
 *
 * @param revision the revision that is current now
 * @param created whether it is a new one; false if the same content had been registered before
 */
public record Registration(JobRevision revision, boolean created) {}
