/** How the server's process begins and ends. */
@NullMarked
package org.iguazu.server.startup;

import org.jspecify.annotations.NullMarked;
