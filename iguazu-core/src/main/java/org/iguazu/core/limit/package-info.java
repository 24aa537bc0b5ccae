/** How many invocations of a job may be active at once. */
@NullMarked
package org.iguazu.core.limit;

import org.jspecify.annotations.NullMarked;
