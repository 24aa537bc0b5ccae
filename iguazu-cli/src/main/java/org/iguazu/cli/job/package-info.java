/** Commands that register jobs and look them up. */
@NullMarked
package org.iguazu.cli.job;

import org.jspecify.annotations.NullMarked;
