/** Which Iguazú the command talks to, and with which key. */
@NullMarked
package org.iguazu.cli.connection;

import org.jspecify.annotations.NullMarked;
