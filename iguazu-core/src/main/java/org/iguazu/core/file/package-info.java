/** Remembers which files invocations were given, and which they left. */
@NullMarked
package org.iguazu.core.file;

import org.jspecify.annotations.NullMarked;
