package dev.bellwether.watch;

import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Asks for a page as its reader wants it: every document conditionally, and when one has changed,
/// those that have not once more as a whole, for none is kept. All of them together within the
/// deadline of one page.
final class PollPages implements PollAsker {
    private final PollClient client;
    private final ProviderSettings settings;
    private final InstantSource clock;

    /// Trees of parsed documents weigh more than their text: few at a time.
    private final Semaphore parsing = new Semaphore(2);

    PollPages(PollClient client, ProviderSettings settings, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public PollAnswer ask(Provider provider, ProviderReader reader, PollPast past)
            throws InterruptedException {
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        List<ProviderDocument> documents = reader.documents(provider);
        if (documents.isEmpty()) {
            return new PollAnswer.Failed("Where its documents are is not known", false);
        }
        var got = new ArrayList<PollDocument.@Nullable Whole>();
        var marks = new ArrayList<PollMarks>();
        try {
            boolean isChanged = false;
            for (int i = 0; i < documents.size(); i++) {
                got.add(null);
                marks.add(past.marks(i));
                if (!past.marks(i).absent()) {
                    Optional<PollAnswer> end =
                            fetch(documents, i, past.marks(i), got, marks, deadline);
                    if (end.isPresent()) {
                        return end.get();
                    }
                    isChanged |= !marks.get(i).equals(past.marks(i)) || got.get(i) != null;
                }
            }
            if (!isChanged) {
                return new PollAnswer.Unchanged();
            }
            for (int i = 0; i < documents.size(); i++) {
                boolean isAsked =
                        got.get(i) != null || marks.get(i).absent() && !past.marks(i).absent();
                if (!isAsked) {
                    Optional<PollAnswer> end =
                            fetch(documents, i, PollMarks.NONE, got, marks, deadline);
                    if (end.isPresent()) {
                        return end.get();
                    }
                }
            }
            return read(provider, reader, got, marks);
        } catch (UnreadablePage e) {
            return new PollAnswer.Failed(String.valueOf(e.getMessage()), true);
        } finally {
            for (PollDocument.@Nullable Whole document : got) {
                if (document != null) {
                    document.body().close();
                }
            }
        }
    }

    @Override
    public Head head(Provider provider) throws InterruptedException {
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        Optional<HttpTarget> at = HttpTarget.parse(provider.page());
        if (at.isEmpty()) {
            return new Head(PageHead.NONE, Optional.empty(), true);
        }
        var document = ProviderDocument.html(provider.page());
        return switch (client.ask(document, PollMarks.NONE, deadline)) {
            case PollDocument.Whole whole -> {
                try (PollBody.Held body = whole.body()) {
                    parsing.acquireUninterruptibly();
                    try {
                        PageHead head = PageHead.of(body.bytes(), at.get());
                        yield new Head(head, Optional.empty(), true);
                    } finally {
                        parsing.release();
                    }
                }
            }
            case PollDocument.Unchanged _ -> new Head(PageHead.NONE, Optional.empty(), true);
            case PollDocument.Failed failed ->
                    new Head(
                            PageHead.NONE,
                            Optional.of(
                                    new PollAnswer.Failed(
                                            failed.reason(),
                                            failed.retryAfter(),
                                            failed.hostAnswers())),
                            failed.hostAnswers());
            case PollDocument.Busy _ ->
                    new Head(PageHead.NONE, Optional.of(new PollAnswer.Busy()), false);
        };
    }

    /// Asks for one document; answers how the page's turn ends, when it ends there.
    private Optional<PollAnswer> fetch(
            List<ProviderDocument> documents,
            int i,
            PollMarks condition,
            List<PollDocument.@Nullable Whole> got,
            List<PollMarks> marks,
            long deadline)
            throws InterruptedException {
        return switch (client.ask(documents.get(i), condition, deadline)) {
            case PollDocument.Whole whole -> {
                got.set(i, whole);
                marks.set(i, whole.marks());
                yield Optional.empty();
            }
            case PollDocument.Unchanged _ -> Optional.empty();
            case PollDocument.Failed failed
                    when failed.isAbsent() && !documents.get(i).needed() -> {
                marks.set(i, PollMarks.ABSENT);
                yield Optional.empty();
            }
            case PollDocument.Failed failed ->
                    Optional.of(
                            new PollAnswer.Failed(
                                    failed.reason(), failed.retryAfter(), failed.hostAnswers()));
            case PollDocument.Busy _ -> Optional.of(new PollAnswer.Busy());
        };
    }

    private PollAnswer read(
            Provider provider,
            ProviderReader reader,
            List<PollDocument.@Nullable Whole> got,
            List<PollMarks> marks) {
        var bodies = new ArrayList<byte[]>();
        for (PollDocument.@Nullable Whole document : got) {
            bodies.add(document == null ? new byte[0] : document.body().bytes());
        }
        parsing.acquireUninterruptibly();
        try {
            ProviderReading reading =
                    reader.read(new ProviderAnswers(provider, bodies, clock.instant()));
            return new PollAnswer.Page(reading, reader.name(), new PollPast(marks, digest(bodies)));
        } finally {
            parsing.release();
        }
    }

    private static String digest(List<byte[]> bodies) {
        if (bodies.size() == 1) {
            return Catalogue.digest(bodies.getFirst());
        }
        var all = new ByteArrayOutputStream();
        for (byte[] body : bodies) {
            all.writeBytes(
                    Catalogue.digest(body).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return Catalogue.digest(all.toByteArray());
    }
}
