/// The words of Bellwether: records, sealed interfaces, enums and ids that all rooms share.
///
/// Nothing enters and nothing leaves: no input, no output, no clock. Read [Fact] first (everything
/// that can stand in the journal), then [Incident] and [Check].
///
/// It will never depend on a library, nor decide anything that belongs to a room.
@NullMarked
package dev.bellwether.model;

import org.jspecify.annotations.NullMarked;
