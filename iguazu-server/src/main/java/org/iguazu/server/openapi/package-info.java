/** The description of all calls, for programs to read. */
@NullMarked
package org.iguazu.server.openapi;

import org.jspecify.annotations.NullMarked;
