package com.example.experiments;

import java.util.List;

/**
 * A mail in plain text.
 *
 * @param to addresses
 */
public record Email(List<String> to, String subject, String text) {}
