/** How calls that arrive together share one transaction. */
@NullMarked
package org.iguazu.core.batch;

import org.jspecify.annotations.NullMarked;
