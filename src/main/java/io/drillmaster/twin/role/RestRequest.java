package io.drillmaster.twin.role;

/**
 * A REST call whose credentials the host has already checked.
 *
 * @param method upper case
 * @param path decoded, with the leading {@code /openvidu/api}
 * @param query raw query string, empty when there is none
 * @param contentType of the body, empty when there is none
 * @param body empty when there is none
 */
public record RestRequest(
    String method, String path, String query, String contentType, String body) {}
