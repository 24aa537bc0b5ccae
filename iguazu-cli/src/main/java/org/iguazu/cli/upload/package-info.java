/** The command that hands over a file. */
@NullMarked
package org.iguazu.cli.upload;

import org.jspecify.annotations.NullMarked;
