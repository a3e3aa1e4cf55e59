package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What was asked of an engine, and what each query needed: a line for each in a file, so that
/// other forecasts can be measured by the same queries without asking them again.
///
/// @param peaks bytes, by the runs' marks
record ForecastRecord(List<ForecastRun> runs, Map<String, Long> peaks) {
    private static final int TRAINING_VOLUMES = 3;

    void write(Path file) throws IOException {
        Files.write(
                file,
                runs.stream()
                        .map(run ->
                                String.join(
                                        ",",
                                        run.shape().name(),
                                        Integer.toString(run.volume()),
                                        Long.toString(run.rows()),
                                        String.valueOf(peaks.get(run.mark())),
                                        Long.toString(run.cap()),
                                        Boolean.toString(run.ranOut()),
                                        Boolean.toString(run.isAnswered())))
                        .toList());
    }

    static ForecastRecord read(Path file, List<ForecastShape> shapes) throws IOException {
        Map<String, ForecastShape> byName =
                shapes.stream().collect(Collectors.toMap(ForecastShape::name, Function.identity()));
        List<String[]> lines =
                Files.readAllLines(file).stream().map(line -> line.split(",")).toList();
        List<Integer> volumes =
                lines.stream().map(line -> Integer.parseInt(line[1])).distinct().sorted().toList();
        var runs = new ArrayList<ForecastRun>();
        var peaks = new HashMap<String, Long>();
        for (String[] line : lines) {
            String mark = "q" + runs.size();
            ForecastShape shape = byName.get(line[0]);
            if (shape == null) {
                throw new IOException(
                        "%s has a shape '%s', which is none".formatted(file, line[0]));
            }
            int volume = Integer.parseInt(line[1]);
            runs.add(
                    new ForecastRun(
                            shape,
                            volume,
                            volumes.indexOf(volume) >= TRAINING_VOLUMES,
                            shape.sql(0, mark),
                            Long.parseLong(line[2]),
                            Long.parseLong(line[4]),
                            Boolean.parseBoolean(line[5]),
                            Boolean.parseBoolean(line[6]),
                            mark,
                            Instant.EPOCH.plusSeconds(runs.size())));
            peaks.put(mark, Long.parseLong(line[3]));
        }
        return new ForecastRecord(List.copyOf(runs), Map.copyOf(peaks));
    }
}
