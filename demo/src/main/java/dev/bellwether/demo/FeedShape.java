package dev.bellwether.demo;

import java.util.Map;

/// An Atom feed, for pages of no known platform.
final class FeedShape implements PageShape {
    private static final String PAGE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
              <id>tag:127.0.0.1,2005:/history</id>
              <link rel="alternate" type="text/html" href="http://127.0.0.1/"/>
              <title>§name§ Status - Incident History</title>
              <updated>§since§</updated>
              <entry>
                <id>tag:127.0.0.1,2005:Incident/§seconds§</id>
                <published>§since§</published>
                <updated>§since§</updated>
                <link rel="alternate" type="text/html" href="http://127.0.0.1/incidents/§seconds§"/>
                <title>Partial outage of search</title>
                <content type="html">&lt;p&gt;&lt;strong&gt;«Identified|Resolved»&lt;/strong&gt; - A full disk.&lt;/p&gt;&lt;p&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - We look.&lt;/p&gt;</content>
              </entry>
            </feed>
            """;

    @Override
    public String platform() {
        return "unknown";
    }

    @Override
    public String reader() {
        return "feed";
    }

    @Override
    public String feed(String page) {
        return page + "/history.atom";
    }

    @Override
    public String type() {
        return "application/atom+xml";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/history.atom", says.fill(PAGE));
    }
}
