/** Commands that invoke jobs and watch what becomes of it. */
@NullMarked
package org.iguazu.cli.invocation;

import org.jspecify.annotations.NullMarked;
