package com.example.experiments;

import java.io.IOException;

/** Sends mail. */
public interface EmailApi {

  void send(Email email) throws IOException;
}
