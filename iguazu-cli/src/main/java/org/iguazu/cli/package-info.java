/** The {@code iguazu} command: picks the subcommand, and says in a sentence what went wrong. */
@NullMarked
package org.iguazu.cli;

import org.jspecify.annotations.NullMarked;
