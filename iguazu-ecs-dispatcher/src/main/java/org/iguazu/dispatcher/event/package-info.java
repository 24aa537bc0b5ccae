/** Hears from ECS what happens to tasks, through a queue, beside asking after them. */
@NullMarked
package org.iguazu.dispatcher.event;

import org.jspecify.annotations.NullMarked;
