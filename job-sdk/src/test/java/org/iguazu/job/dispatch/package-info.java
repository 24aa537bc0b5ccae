/** Tests of what speaks to the server and to the ECS agent. */
@NullMarked
package org.iguazu.job.dispatch;

import org.jspecify.annotations.NullMarked;
