/** What has been asked for and what became of it: the state machine and its ledger. */
@NullMarked
package org.iguazu.core.invocation;

import org.jspecify.annotations.NullMarked;
