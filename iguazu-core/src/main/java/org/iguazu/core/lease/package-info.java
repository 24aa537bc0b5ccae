/** Lets one server at a time do what several need not do at once. */
@NullMarked
package org.iguazu.core.lease;

import org.jspecify.annotations.NullMarked;
