/** Runs trusted containers as child processes, for machines without Docker. */
@NullMarked
package org.iguazu.loopback.engine.process;

import org.jspecify.annotations.NullMarked;
