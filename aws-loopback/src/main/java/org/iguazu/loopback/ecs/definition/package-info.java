/** Task definitions: registered once, never changed, found by family and revision. */
@NullMarked
package org.iguazu.loopback.ecs.definition;

import org.jspecify.annotations.NullMarked;
