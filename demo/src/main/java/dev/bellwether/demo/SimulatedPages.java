package dev.bellwether.demo;

import java.time.Instant;
import java.util.List;

/// The simulated pages by themselves, for benchmarks: what a page says while it has an outage and
/// while it has none, in the shape of each platform.
public final class SimulatedPages {
    private SimulatedPages() {}

    /// A page's documents in the order in which its reader asks for them.
    ///
    /// @param reader the name of the reader that reads them
    public record Page(String reader, List<byte[]> documents) {}

    /// Of every shape, down and well.
    ///
    /// @param since when the outage began
    public static List<Page> all(Instant since) {
        return PageShape.ALL.stream()
                .flatMap(shape ->
                        List.of(page(shape, true, since), page(shape, false, since)).stream())
                .toList();
    }

    private static Page page(PageShape shape, boolean down, Instant since) {
        var says = new PageSays("Acme", 7, down, since);
        return new Page(
                shape.reader(),
                shape.documents(says).values().stream()
                        .map(text -> text.strip().getBytes(shape.charset()))
                        .toList());
    }
}
