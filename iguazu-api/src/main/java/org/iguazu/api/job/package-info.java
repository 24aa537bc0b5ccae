/** What may run: job definitions and their immutable revisions. */
@NullMarked
package org.iguazu.api.job;

import org.jspecify.annotations.NullMarked;
