/** Lets a call wait until something happens to an invocation, and costs nothing while it waits. */
@NullMarked
package org.iguazu.server.watch;

import org.jspecify.annotations.NullMarked;
