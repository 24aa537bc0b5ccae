/** A whole Iguazú on this machine: PostgreSQL, the AWS loopback, the server, the example jobs. */
@NullMarked
package org.iguazu.cli.dev;

import org.jspecify.annotations.NullMarked;
