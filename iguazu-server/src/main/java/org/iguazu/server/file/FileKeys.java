package org.iguazu.server.file;

import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.upload.UploadId;

/** Where files are in the bucket. */
public final class FileKeys {

  private FileKeys() {}

  public static String of(UploadId upload) {
    return "uploads/" + upload;
  }

  /** By their content, so that nobody's file name means anything to the store. */
  public static String of(InvocationId invocation, int dispatch, OutputFile output) {
    return "outputs/%s/%d/%s".formatted(invocation, dispatch, output.sha256());
  }
}
