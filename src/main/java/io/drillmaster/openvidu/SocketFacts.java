package io.drillmaster.openvidu;

import org.jspecify.annotations.Nullable;

/**
 * What the host saw of an accepted upgrade.
 *
 * @param local own ip:port
 * @param remote ip:port connected to
 * @param server the {@code Server} header of the answer; null = none
 */
public record SocketFacts(String local, String remote, @Nullable String server) {}
