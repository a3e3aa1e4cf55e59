package dev.bellwether.server;

import dev.bellwether.guard.Validation;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// What came of a workload as JUnit's XML, which every pipeline reads: a form of query is a test
/// case, its feature the class; what could not be measured is an error.
final class JUnitXml {
    private JUnitXml() {}

    static String of(List<ValidateCommand.Tried> tried) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument();
            xml.writeStartElement("testsuites");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "bellwether validate");
            xml.writeAttribute("tests", Integer.toString(tried.size()));
            xml.writeAttribute("failures", count(tried, true));
            xml.writeAttribute("errors", count(tried, false));
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute(
                    "time",
                    seconds(
                            tried.stream()
                                    .map(ValidateCommand.Tried::took)
                                    .reduce(Duration.ZERO, Duration::plus)));
            for (ValidateCommand.Tried one : tried) {
                write(xml, one);
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static String count(List<ValidateCommand.Tried> tried, boolean isFailure) {
        return Long.toString(
                tried.stream()
                        .filter(one ->
                                isFailure
                                        ? one.finding().isFailure()
                                        : one.finding().verdict()
                                                == Validation.Verdict.NOT_MEASURED)
                        .count());
    }

    private static void write(XMLStreamWriter xml, ValidateCommand.Tried tried)
            throws XMLStreamException {
        Validation.Finding finding = tried.finding();
        String feature = finding.query().feature();
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(feature.isEmpty() ? "queries" : feature));
        xml.writeAttribute(
                "name", clean(finding.query().fingerprint() + " " + ValidateReport.text(finding)));
        xml.writeAttribute("time", seconds(tried.took()));
        if (finding.verdict() != Validation.Verdict.PASSED) {
            xml.writeStartElement(finding.isFailure() ? "failure" : "error");
            xml.writeAttribute("type", ValidateReport.word(finding.verdict()));
            xml.writeAttribute("message", clean(finding.says()));
            xml.writeCharacters(clean(finding.query().example()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration took) {
        return "%.3f".formatted(took.toNanos() / 1e9);
    }

    /// Without what XML 1.0 cannot hold, however it is escaped.
    private static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints()
                .map(c ->
                        c == '\t'
                                        || c == '\n'
                                        || c == '\r'
                                        || c >= 0x20 && c <= 0xd7ff
                                        || c >= 0xe000 && c <= 0xfffd
                                        || c >= 0x10000
                                ? c
                                : '?')
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
