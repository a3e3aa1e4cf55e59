package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.ArmLevel;
import dev.bellwether.experiment.CampaignResults.Check;
import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.OfMetric;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.experiment.CampaignResults.Stands;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.FontFactory;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/// Results on paper: what people decided by, with its age, as one file that can be kept. It has the
/// fonts that every reader has, whose letters are the western ones; of others a name shows `?`.
final class ResultsPdf {
    private static final int MARGIN = 48;
    private static final Color SOFT = new Color(86, 96, 109);
    private static final Color LINE = new Color(223, 227, 232);

    private final CharsetEncoder letters = Charset.forName("windows-1252").newEncoder();
    private final CampaignResults results;

    private ResultsPdf(CampaignResults results) {
        this.results = results;
    }

    static byte[] of(CampaignResults results) {
        var bytes = new ByteArrayOutputStream();
        try (var document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN)) {
            PdfWriter.getInstance(document, bytes);
            document.addTitle(results.name());
            document.addCreator("Bellwether");
            document.open();
            new ResultsPdf(results).write(document);
        }
        return bytes.toByteArray();
    }

    private void write(Document document) {
        CampaignResults.Period period = results.period();
        document.add(line(results.name(), font(18, true), 2));
        document.add(
                line(
                        "Campaign "
                                + results.campaign()
                                + ", edition "
                                + period.edition()
                                + ", counted from "
                                + FlagWords.time(period.from())
                                + period.until()
                                        .map(until -> " until " + FlagWords.time(until))
                                        .orElse(" on")
                                + (period.filter().isEmpty()
                                        ? "."
                                        : ". Only visitors whose " + period.filter() + "."),
                        soft(),
                        2));
        document.add(line(results.freshness().words(), soft(), 10));
        document.add(
                line(
                        results.trust().passes()
                                ? "It may be believed"
                                : "It may not be believed as it is",
                        font(12, true),
                        3));
        for (Check check : results.trust().checks()) {
            document.add(line(check.verdict().name() + ": " + check.words(), font(9, false), 2));
        }
        for (OfMetric metric : results.metrics()) {
            document.add(
                    line(
                            metric.metric().name()
                                    + ", "
                                    + CampaignWords.role(metric.metric().role()),
                            font(12, true),
                            3));
            for (Comparison comparison : metric.comparisons()) {
                document.add(line(comparison.sentence(), font(10.5f, false), 3));
            }
            document.add(table(metric));
        }
        document.add(
                line(
                        "Ranges hold with 95 % however often one looks; p is corrected for all"
                                + " metrics of the role. Compared with "
                                + results.control()
                                + ".",
                        soft(),
                        0));
    }

    private PdfPTable table(OfMetric metric) {
        var table = new PdfPTable(new float[] {2, 1.4f, 2, 3.4f, 1.3f, 1.5f});
        table.setWidthPercentage(100);
        table.setSpacingAfter(10);
        row(table, soft(), List.of("Variation", "Visitors", "Level", "Effect", "p", "Chance"));
        for (ArmLevel arm : metric.levels()) {
            String visitors =
                    results.arms().stream()
                            .filter(one -> one.variation().equals(arm.variation()))
                            .map(one -> Figures.count(one.visitors()))
                            .findFirst()
                            .orElse("");
            String level =
                    arm.level() instanceof Stands stands
                            ? Figures.level(stands.value())
                                    + " ± "
                                    + Figures.error(stands.standardError())
                            : "cannot say";
            Comparison comparison =
                    metric.comparisons().stream()
                            .filter(one -> one.treatment().equals(arm.variation()))
                            .findFirst()
                            .orElse(null);
            List<String> effect =
                    comparison == null
                            ? List.of("control", "", "")
                            : comparison.effect() instanceof Said said
                                    ? List.of(
                                            Figures.signed(
                                                            said.scale(),
                                                            said.estimate(),
                                                            said.high() - said.low())
                                                    + " ("
                                                    + Figures.range(
                                                            said.scale(), said.low(), said.high())
                                                    + ")",
                                            Figures.p(said.adjusted()),
                                            Figures.chance(said.chance()))
                                    : List.of("cannot say", "", "");
            row(
                    table,
                    font(9, false),
                    List.of(
                            arm.variation(),
                            visitors,
                            level,
                            effect.get(0),
                            effect.get(1),
                            effect.get(2)));
        }
        return table;
    }

    private void row(PdfPTable table, Font font, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            var cell = new PdfPCell(new Phrase(western(cells.get(i)), font));
            cell.setBorder(PdfPCell.BOTTOM);
            cell.setBorderColor(LINE);
            cell.setPadding(3);
            cell.setHorizontalAlignment(i == 0 ? Element.ALIGN_LEFT : Element.ALIGN_RIGHT);
            table.addCell(cell);
        }
    }

    private Paragraph line(String text, Font font, float after) {
        var paragraph = new Paragraph(western(text), font);
        paragraph.setSpacingAfter(after);
        return paragraph;
    }

    private static Font font(float size, boolean bold) {
        return FontFactory.getFont(bold ? FontFactory.HELVETICA_BOLD : FontFactory.HELVETICA, size);
    }

    private static Font soft() {
        Font font = font(9, false);
        font.setColor(SOFT);
        return font;
    }

    /// What the fonts can write.
    private String western(String text) {
        var known = new StringBuilder();
        text.replace('−', '–')
                .codePoints()
                .forEach(point -> {
                    String letter = Character.toString(point);
                    known.append(letters.canEncode(letter) ? letter : "?");
                });
        return known.toString();
    }
}
