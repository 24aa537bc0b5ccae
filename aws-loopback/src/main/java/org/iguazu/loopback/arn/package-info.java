/** Names of AWS resources, as the account 000000000000 in us-east-1 gives them. */
@NullMarked
package org.iguazu.loopback.arn;

import org.jspecify.annotations.NullMarked;
