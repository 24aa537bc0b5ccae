/** The catalogue of schedules: what was written down, and how far each has fired. */
@NullMarked
package org.iguazu.core.schedule;

import org.jspecify.annotations.NullMarked;
