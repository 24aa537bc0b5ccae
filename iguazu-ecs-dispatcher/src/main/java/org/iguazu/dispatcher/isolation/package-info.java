/** What keeps a hardened job's container from everything else. */
@NullMarked
package org.iguazu.dispatcher.isolation;

import org.jspecify.annotations.NullMarked;
