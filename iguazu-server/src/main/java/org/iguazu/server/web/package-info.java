/** How HTTP requests are read: values in paths and queries, sizes of bodies. */
@NullMarked
package org.iguazu.server.web;

import org.jspecify.annotations.NullMarked;
