package org.iguazu.api.webhook;

/** A message that must not be believed. */
public final class WebhookVerificationException extends Exception {

  private static final long serialVersionUID = 1L;

  WebhookVerificationException(String message) {
    super(message);
  }
}
