/** The calls about jobs: register, look up, roll back. */
@NullMarked
package org.iguazu.server.job;

import org.jspecify.annotations.NullMarked;
