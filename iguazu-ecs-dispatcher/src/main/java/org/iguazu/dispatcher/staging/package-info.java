/** Says in ECS's words how files are brought to a job and fetched from it. */
@NullMarked
package org.iguazu.dispatcher.staging;

import org.jspecify.annotations.NullMarked;
