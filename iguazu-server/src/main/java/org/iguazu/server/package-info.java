/** The one runnable: puts the modules together and answers over HTTP. */
@NullMarked
package org.iguazu.server;

import org.jspecify.annotations.NullMarked;
