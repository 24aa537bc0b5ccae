package org.iguazu.dispatcher.staging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How files are brought to jobs and fetched from them.
 *
 * @param courierImage the image of {@code iguazu-courier}, best named by digest
 */
@ConfigurationProperties("iguazu.staging")
public record StagingProperties(@DefaultValue("iguazu/courier:latest") String courierImage) {}
