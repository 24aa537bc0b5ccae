/** The life of a task, the same on every engine: what starts and stops when, and how it ends. */
@NullMarked
package org.iguazu.loopback.engine.run;

import org.jspecify.annotations.NullMarked;
