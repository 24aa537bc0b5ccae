/** One requested run: how it is asked for, where it stands, how it ended, what happened to it. */
@NullMarked
package org.iguazu.api.invocation;

import org.jspecify.annotations.NullMarked;
