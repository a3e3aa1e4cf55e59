package dev.bellwether.api;

import dev.bellwether.experiment.ResultsFile;
import dev.bellwether.model.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Results and reports as files.
final class TakenAlong {
    static final List<String> TYPES = List.of("text/csv", "application/json", "application/pdf");
    static final Query AS = Query.text("as", "CSV, JSON or PDF; CSV when left out");

    private TakenAlong() {}

    /// What `as` asks for.
    ///
    /// @throws InvalidInput for a form that there is not
    static ResultsFile.Form form(Call call) {
        String as = call.query("as").orElse(ResultsFile.Form.CSV.name()).toUpperCase(Locale.ROOT);
        return Arrays.stream(ResultsFile.Form.values())
                .filter(one -> one.name().equals(as))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInput(
                                "as",
                                "'"
                                        + as
                                        + "' is not allowed; allowed: "
                                        + Arrays.stream(ResultsFile.Form.values())
                                                .map(Enum::name)
                                                .collect(Collectors.joining(", "))));
    }

    static Gives.Document document(ResultsFile file) {
        return new Gives.Document(file.name(), file.type(), file.content());
    }
}
