package org.iguazu.core.invocation;

import org.iguazu.api.invocation.InvocationId;

/** News about an invocation, to be entered in the ledger. */
public record Entry(InvocationId invocation, News news) {}
