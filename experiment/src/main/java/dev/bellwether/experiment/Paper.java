package dev.bellwether.experiment;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.function.Consumer;
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

/// A document on paper, in the one look that all of ours have. It has the fonts that every reader
/// has, whose letters are the western ones; of others a name shows `?`.
final class Paper {
    private static final int MARGIN = 48;
    private static final Color SOFT = new Color(86, 96, 109);
    private static final Color LINE = new Color(223, 227, 232);

    private final CharsetEncoder letters = Charset.forName("windows-1252").newEncoder();
    private final Document document;

    private Paper(Document document) {
        this.document = document;
    }

    /// A PDF of what `write` puts on it, below its title.
    static byte[] of(String title, Consumer<Paper> write) {
        var bytes = new ByteArrayOutputStream();
        try (var document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN)) {
            PdfWriter.getInstance(document, bytes);
            document.addTitle(title);
            document.addCreator("Bellwether");
            document.open();
            var paper = new Paper(document);
            paper.put(title, font(18, true), 2);
            write.accept(paper);
        }
        return bytes.toByteArray();
    }

    void heading(String text) {
        put(text, font(12, true), 3);
    }

    void sentence(String text) {
        put(text, font(10.5f, false), 3);
    }

    void small(String text) {
        put(text, font(9, false), 2);
    }

    /// @param after space below it, in points
    void soft(String text, float after) {
        put(text, soft(), after);
    }

    private void put(String text, Font font, float after) {
        var paragraph = new Paragraph(western(text), font);
        paragraph.setSpacingAfter(after);
        document.add(paragraph);
    }

    /// The first row is its head, which is repeated on each page; the first column stands left, the
    /// others right.
    ///
    /// @param widths of its columns, as shares
    void table(float[] widths, List<List<String>> rows) {
        var table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingAfter(10);
        table.setHeaderRows(1);
        for (int i = 0; i < rows.size(); i++) {
            row(table, i == 0 ? soft() : font(9, false), rows.get(i));
        }
        document.add(table);
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
