/** The seam between the ECS model and whatever really runs containers. */
@NullMarked
package org.iguazu.loopback.engine;

import org.jspecify.annotations.NullMarked;
