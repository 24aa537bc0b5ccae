/** Where containers write their lines, and how they are read back. */
@NullMarked
package org.iguazu.dispatcher.log;

import org.jspecify.annotations.NullMarked;
