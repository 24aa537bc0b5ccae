/** What a container and the server say to each other while a dispatch runs. */
@NullMarked
package org.iguazu.api.dispatch;

import org.jspecify.annotations.NullMarked;
