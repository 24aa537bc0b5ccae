/** Which ECS task definitions were registered already, by content. */
@NullMarked
package org.iguazu.core.task;

import org.jspecify.annotations.NullMarked;
