package org.iguazu.core.capability;

import org.iguazu.api.invocation.InvocationId;

/** Leave to speak for one dispatch of one invocation. */
public record Capability(InvocationId invocation, int dispatch) {}
