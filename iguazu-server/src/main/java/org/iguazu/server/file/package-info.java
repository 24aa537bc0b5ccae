/** The files of jobs: what couriers ask and tell about them, and how long they are kept. */
@NullMarked
package org.iguazu.server.file;

import org.jspecify.annotations.NullMarked;
