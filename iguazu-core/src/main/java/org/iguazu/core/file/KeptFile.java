package org.iguazu.core.file;

import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.invocation.InvocationId;

/** A file that a dispatch left. */
public record KeptFile(InvocationId invocation, int dispatch, OutputFile file) {}
