/** Runs containers on a Docker daemon, confined as their tasks ask. */
@NullMarked
package org.iguazu.loopback.engine.docker;

import org.jspecify.annotations.NullMarked;
