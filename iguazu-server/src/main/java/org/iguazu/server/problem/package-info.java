/** Turns whatever goes wrong with a request into a problem that says what to do. */
@NullMarked
package org.iguazu.server.problem;

import org.jspecify.annotations.NullMarked;
