package io.drillmaster.twin;

/**
 * A key in the twin's store.
 *
 * @param name the whole key
 * @param expires whether it goes by itself
 */
public record TwinKey(String name, boolean expires) {}
