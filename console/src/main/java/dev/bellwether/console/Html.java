package dev.bellwether.console;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import java.util.Map;

/// What templates are called with.
final class Html {
    /// Lets every tag pass as it is.
    static final HtmlInterceptor PLAIN =
            new HtmlInterceptor() {
                @Override
                public void onHtmlTagOpened(
                        String tag, Map<String, Object> attributes, TemplateOutput output) {}

                @Override
                public void onHtmlTagClosed(String tag, TemplateOutput output) {}
            };

    private Html() {}
}
