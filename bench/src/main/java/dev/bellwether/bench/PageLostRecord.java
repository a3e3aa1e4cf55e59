package dev.bellwether.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each run of a [PageLost] came to. In a file, where one is named, so that a measurement of
/// hours may be ended and gone on with: a run that stands there is not made again.
///
/// The first line of the file says what was measured, and each other line is one run.
final class PageLostRecord {
    private final Optional<Path> file;
    private final List<Run> runs = new ArrayList<>();
    private long points;

    /// @param number of the run; -1 - point for a run that was made again for one point
    /// @param missing outages that never became due
    /// @param unkilled write points that no kill came to
    record Run(
            int number,
            long kills,
            long missing,
            PageTally ours,
            PageTally peers,
            List<Long> unkilled) {
        String written() {
            return "%d %d %d %s %s %s"
                    .formatted(
                            number,
                            kills,
                            missing,
                            ours.written(),
                            peers.written(),
                            unkilled.stream().map(String::valueOf).collect(Collectors.joining(",")))
                    .strip();
        }

        static Run read(String line) {
            String[] words = line.split(" ");
            return new Run(
                    Integer.parseInt(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    PageTally.read(words[3]),
                    PageTally.read(words[4]),
                    words.length < 6
                            ? List.of()
                            : Stream.of(words[5].split(",")).map(Long::valueOf).toList());
        }
    }

    private PageLostRecord(Optional<Path> file) {
        this.file = file;
    }

    /// Opens the file of the property `bellwether.NAME.record`, or keeps all in memory.
    ///
    /// @param what is measured: a file of something else is not gone on with
    static PageLostRecord open(String name, String what) throws IOException {
        var file = Optional.ofNullable(System.getProperty("bellwether." + name + ".record"));
        var record = new PageLostRecord(file.map(Path::of));
        if (file.isPresent() && Files.exists(Path.of(file.get()))) {
            List<String> lines = Files.readAllLines(Path.of(file.get()), StandardCharsets.UTF_8);
            if (lines.isEmpty() || !lines.getFirst().startsWith(what + " ")) {
                throw new IllegalStateException(
                        file.get() + " is the record of another measurement. Name another file.");
            }
            record.points = Long.parseLong(lines.getFirst().substring(what.length() + 1));
            lines.stream().skip(1).map(Run::read).forEach(record.runs::add);
        }
        return record;
    }

    /// How many write points a run without kills has; 0 when that is not known yet.
    long points() {
        return points;
    }

    void begin(String what, long points) throws IOException {
        this.points = points;
        append(what + " " + points);
    }

    /// @return how many runs there are now
    synchronized int add(Run run) throws IOException {
        runs.add(run);
        append(run.written());
        return runs.size();
    }

    synchronized boolean has(int number) {
        return runs.stream().anyMatch(run -> run.number() == number);
    }

    synchronized List<Run> runs() {
        return List.copyOf(runs);
    }

    private void append(String line) throws IOException {
        if (file.isPresent()) {
            Files.writeString(
                    file.get(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
