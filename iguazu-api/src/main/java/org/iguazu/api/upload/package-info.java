/** Files that callers hand over, to be used by invocations. */
@NullMarked
package org.iguazu.api.upload;

import org.jspecify.annotations.NullMarked;
