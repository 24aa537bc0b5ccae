/** How servers hear of each other's news without polling: LISTEN and NOTIFY. */
@NullMarked
package org.iguazu.core.wake;

import org.jspecify.annotations.NullMarked;
