/** The calls about invocations: invoke, look up, wait, cancel, read the log. */
@NullMarked
package org.iguazu.server.invocation;

import org.jspecify.annotations.NullMarked;
