/**
 * Answers the calls of SQS, and sends ECS's events to its one queue, as an EventBridge rule does.
 */
@NullMarked
package org.iguazu.loopback.sqs;

import org.jspecify.annotations.NullMarked;
