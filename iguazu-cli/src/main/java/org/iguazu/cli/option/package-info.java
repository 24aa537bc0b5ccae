/** How durations, instants, labels and parameters are written on the command line. */
@NullMarked
package org.iguazu.cli.option;

import org.jspecify.annotations.NullMarked;
