package org.iguazu.api.delivery;

/** Where a delivery stands. */
public enum DeliveryState {
  /** It is being sent, or will be sent again. */
  PENDING,
  /** The receiver has answered with success. */
  DELIVERED,
  /** It will not be sent again, unless somebody asks for it. */
  GIVEN_UP
}
