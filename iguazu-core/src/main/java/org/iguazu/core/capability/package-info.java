/** What one container may do for one dispatch: a signed, expiring token. */
@NullMarked
package org.iguazu.core.capability;

import org.jspecify.annotations.NullMarked;
