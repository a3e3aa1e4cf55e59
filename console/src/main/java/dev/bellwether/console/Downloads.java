package dev.bellwether.console;

import dev.bellwether.experiment.ResultsFile;

/// Results and reports that a browser keeps.
final class Downloads {
    private Downloads() {}

    /// What `as` asks for; a PDF when it asks for nothing that there is.
    static ResultsFile.Form form(Visit visit) {
        return switch (visit.query("as")) {
            case "csv" -> ResultsFile.Form.CSV;
            case "json" -> ResultsFile.Form.JSON;
            default -> ResultsFile.Form.PDF;
        };
    }

    static Reply of(Visit visit, ResultsFile file) {
        visit.context()
                .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
        return new Reply.Raw(200, file.type(), file.content());
    }
}
