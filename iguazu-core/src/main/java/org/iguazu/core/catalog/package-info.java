/** Which jobs may run: names, immutable revisions, the current one. */
@NullMarked
package org.iguazu.core.catalog;

import org.jspecify.annotations.NullMarked;
