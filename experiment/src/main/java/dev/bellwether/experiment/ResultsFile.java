package dev.bellwether.experiment;

import java.nio.charset.StandardCharsets;

/// Results to be kept or sent on.
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
        String name =
                results.campaign().replaceAll("[^A-Za-z0-9._-]+", "-")
                        + "-"
                        + results.freshness().asOf().toString().substring(0, 10);
        return switch (form) {
            case CSV ->
                    new ResultsFile(
                            name + ".csv",
                            "text/csv; charset=utf-8",
                            ResultsCsv.of(results).getBytes(StandardCharsets.UTF_8));
            case JSON ->
                    new ResultsFile(
                            name + ".json",
                            "application/json",
                            SetJson.write(results).getBytes(StandardCharsets.UTF_8));
            case PDF -> new ResultsFile(name + ".pdf", "application/pdf", ResultsPdf.of(results));
        };
    }
}
