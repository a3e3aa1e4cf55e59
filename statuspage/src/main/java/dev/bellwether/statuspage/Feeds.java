package dev.bellwether.statuspage;

import java.time.Instant;

/// `history.atom` (RFC 4287) and `history.rss` (RSS 2.0), laid out as Statuspage's: an entry an
/// incident, its content all updates, newest first.
final class Feeds {
    static final int ENTRIES = 50;

    private final PageView view;
    private final Times times;
    private final Words words;
    private final Texts texts;

    Feeds(PageView view, Times times, Words words, Texts texts) {
        this.view = view;
        this.times = times;
        this.words = words;
        this.texts = texts;
    }

    private String title() {
        return Xml.text(view.page().name() + " - " + words.of("incident.history"));
    }

    private String url() {
        return Xml.text(view.url());
    }

    String atomHead() {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xml:lang="%s" xmlns="http://www.w3.org/2005/Atom">
          <id>%s</id>
          <link rel="alternate" type="text/html" href="%s/"/>
          <link rel="self" type="application/atom+xml" href="%s/history.atom"/>
          <title>%s</title>
          <updated>%s</updated>
          <author><name>%s</name></author>
        """
                .formatted(
                        words.language(),
                        Xml.text("tag:bellwether,2026:page/" + view.page().id().value()),
                        url(),
                        url(),
                        title(),
                        times.atom(view.updatedAt()),
                        Xml.text(view.page().name()));
    }

    String atomEntry(IncidentView i) {
        return """
          <entry>
            <id>%s</id>
            <published>%s</published>
            <updated>%s</updated>
            <link rel="alternate" type="text/html" href="%s"/>
            <title>%s</title>
            <content type="html">%s</content>
          </entry>
        """
                .formatted(
                        Xml.text(
                                "tag:bellwether,2026:"
                                        + (i.isMaintenance() ? "maintenance/" : "incident/")
                                        + i.id()),
                        times.atom(i.createdAt()),
                        times.atom(updated(i)),
                        link(i),
                        Xml.text(i.name()),
                        Xml.text(content(i)));
    }

    static String atomTail() {
        return "</feed>\n";
    }

    String rssHead() {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
          <channel>
            <title>%s</title>
            <link>%s/</link>
            <atom:link rel="self" type="application/rss+xml" href="%s/history.rss"/>
            <description>%s</description>
            <language>%s</language>
            <pubDate>%s</pubDate>
        """
                .formatted(
                        title(),
                        url(),
                        url(),
                        title(),
                        words.language(),
                        times.rss(view.updatedAt()));
    }

    String rssItem(IncidentView i) {
        return """
            <item>
              <title>%s</title>
              <description>%s</description>
              <pubDate>%s</pubDate>
              <link>%s</link>
              <guid>%s</guid>
            </item>
        """
                .formatted(
                        Xml.text(i.name()),
                        Xml.text(content(i)),
                        times.rss(updated(i)),
                        link(i),
                        link(i));
    }

    static String rssTail() {
        return "  </channel>\n</rss>\n";
    }

    private String link(IncidentView i) {
        return Xml.text(view.url() + "/" + i.path());
    }

    private static Instant updated(IncidentView i) {
        return i.updates().stream()
                .map(UpdateView::updatedAt)
                .reduce(i.createdAt(), ViewMaker::later);
    }

    private String content(IncidentView i) {
        var out = new StringBuilder();
        if (i.isMaintenance()) {
            out.append("<p><strong>")
                    .append(Xml.text(words.of("scheduled.for")))
                    .append("</strong> ")
                    .append(Xml.text(times.moment(i.scheduledFor().orElseThrow())))
                    .append(" – ")
                    .append(Xml.text(times.moment(i.scheduledUntil().orElseThrow())))
                    .append("</p>");
        }
        for (UpdateView update : i.updates()) {
            out.append("<p><small>")
                    .append(Xml.text(times.moment(update.at())))
                    .append("</small><br><strong>")
                    .append(Xml.text(words.stage(update.status())))
                    .append("</strong></p>")
                    .append(texts.html(update.body(), 3));
        }
        return out.toString();
    }
}
