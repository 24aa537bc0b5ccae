/** Remembers the files that callers have handed over, and which of them are old. */
@NullMarked
package org.iguazu.core.upload;

import org.jspecify.annotations.NullMarked;
