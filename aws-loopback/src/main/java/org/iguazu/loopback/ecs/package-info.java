/** Clusters, container instances and tasks, with the semantics of Amazon ECS. */
@NullMarked
package org.iguazu.loopback.ecs;

import org.jspecify.annotations.NullMarked;
