package dev.bellwether.watch;

/// A document that a reader asks for.
///
/// @param needed false: where it is not there (401, 403, 404, 410) the reader does without it; any
///   other failure is one of the page
record ProviderDocument(String address, Form form, boolean needed) {
    /// What it must be.
    enum Form {
        JSON("application/json"),
        XML("application/rss+xml, application/atom+xml, application/xml, text/xml"),
        HTML("text/html");

        final String accept;

        Form(String accept) {
            this.accept = accept;
        }

        /// Whether a content type, in lower case, may carry it. Servers name JSON and feeds as they
        /// like; a page of HTML is neither.
        boolean mayBe(String type) {
            return switch (this) {
                case JSON ->
                        type.isEmpty() || type.contains("json") || type.startsWith("text/plain");
                case XML ->
                        type.isEmpty()
                                || type.contains("xml") && !type.contains("xhtml")
                                || type.startsWith("text/plain");
                case HTML -> type.isEmpty() || type.contains("html");
            };
        }
    }

    static ProviderDocument json(String address) {
        return new ProviderDocument(address, Form.JSON, true);
    }

    static ProviderDocument xml(String address) {
        return new ProviderDocument(address, Form.XML, true);
    }

    static ProviderDocument html(String address) {
        return new ProviderDocument(address, Form.HTML, true);
    }

    /// The same, which the reader can do without.
    ProviderDocument optional() {
        return new ProviderDocument(address, form, false);
    }
}
