/** Turns queued invocations into ECS tasks: claims them, launches them, records what came of it. */
@NullMarked
package org.iguazu.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
