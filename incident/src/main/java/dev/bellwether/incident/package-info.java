/// The room.
@org.jspecify.annotations.NullMarked
package dev.bellwether.incident;
