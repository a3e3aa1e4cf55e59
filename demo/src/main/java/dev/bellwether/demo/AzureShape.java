package dev.bellwether.demo;

import java.util.Map;

/// Azure's feed: an item for what is open, none when all is well.
final class AzureShape implements PageShape {
    private static final String PAGE =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <rss xmlns:a10="http://www.w3.org/2005/Atom" version="2.0">
              <channel>
                <title>Azure Status</title>
                <link>http://127.0.0.1/en-us/status/</link>
                <description>Azure Status</description>
                «<item>
                  <guid isPermaLink="false">failures-§seconds§</guid>
                  <link>http://127.0.0.1/en-us/status/</link>
                  <category>App Service</category>
                  <category>Virtual Machines</category>
                  <category>North Europe</category>
                  <title>Failures in North Europe</title>
                  <description>&lt;p&gt;Requests fail.&lt;/p&gt;&lt;p&gt;We move traffic &amp;amp; watch.&lt;/p&gt;</description>
                  <pubDate>§mail§</pubDate>
                </item>|»
              </channel>
            </rss>
            """;

    @Override
    public String platform() {
        return "azure";
    }

    @Override
    public String type() {
        return "application/rss+xml";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/en-us/status/feed/", says.fill(PAGE));
    }
}
