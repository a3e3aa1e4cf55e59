package dev.bellwether.experiment;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// Results or a report, to be kept or sent on.
///
/// @param name of the file
/// @param type of its content
public record ResultsFile(String name, String type, byte[] content) {
    public enum Form {
        CSV,
        JSON,
        PDF
    }

    public static ResultsFile of(CampaignResults results, Form form) {
        String day = results.freshness().asOf().toString().substring(0, 10);
        return of(results.campaign() + "-" + day, results, form, ResultsCsv::of, ResultsPdf::of);
    }

    /// @param title what the file is called, without an ending; signs that file systems may refuse
    ///   are replaced
    static <T> ResultsFile of(
            String title, T thing, Form form, Function<T, String> csv, Function<T, byte[]> pdf) {
        String name = title.replaceAll("[^A-Za-z0-9._-]+", "-");
        return switch (form) {
            case CSV ->
                    new ResultsFile(
                            name + ".csv", "text/csv; charset=utf-8", utf8(csv.apply(thing)));
            case JSON ->
                    new ResultsFile(name + ".json", "application/json", utf8(SetJson.write(thing)));
            case PDF -> new ResultsFile(name + ".pdf", "application/pdf", pdf.apply(thing));
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
