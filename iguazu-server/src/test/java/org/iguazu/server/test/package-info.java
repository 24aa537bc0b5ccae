/** A running server for tests, and how they call it. */
@NullMarked
package org.iguazu.server.test;

import org.jspecify.annotations.NullMarked;
