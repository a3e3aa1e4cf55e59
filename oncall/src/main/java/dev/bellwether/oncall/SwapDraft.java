package dev.bellwether.oncall;

import dev.bellwether.model.PersonId;
import dev.bellwether.model.ShiftSwap;
import java.util.Optional;

/// A swap as somebody asks for it.
///
/// @param from who asks
/// @param gives a time in which `from` is on call
/// @param takes a time in which `to` is on call; left out for a favour
public record SwapDraft(
        PersonId from,
        ShiftSwap.Time gives,
        PersonId to,
        Optional<ShiftSwap.Time> takes,
        String note) {}
