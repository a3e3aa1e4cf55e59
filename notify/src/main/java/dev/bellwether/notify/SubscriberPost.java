package dev.bellwether.notify;

import dev.bellwether.model.Courier;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lanes to subscribers: connections of their own, bounded, and each batch lets pages go first.
final class SubscriberPost implements Courier, AutoCloseable {
    private static final int BATCH = 25;
    private static final Duration GIVE_WAY = Duration.ofMillis(250);

    private final int lanes;
    private final int postLanes;
    private final @Nullable MailPool pool;
    private final @Nullable BulkMessages messages;
    private final HttpPosts posts;
    private final RightOfWay way;

    /// @param way of the pages to somebody on call
    SubscriberPost(NotifySettings settings, InstantSource clock, Lookup lookup, RightOfWay way) {
        this.way = way;
        this.postLanes = settings.webhook().parallel();
        this.posts = new HttpPosts("subscribers", settings.webhook(), clock, lookup, 2);
        this.lanes = settings.mail().map(MailSettings::bulk).orElse(1);
        if (settings.mail().isPresent()) {
            MailSettings mail = settings.mail().get();
            Session session = EmailTransport.session(mail);
            this.pool = new MailPool(session, mail, lookup, clock);
            try {
                this.messages = new BulkMessages(mail, clock);
            } catch (AddressException e) {
                throw new IllegalArgumentException(
                        "'" + mail.from() + "' is no sender of mails", e);
            }
        } else {
            this.pool = null;
            this.messages = null;
        }
    }

    @Override
    public boolean canMail() {
        return pool != null;
    }

    @Override
    public int mailLanes() {
        return lanes;
    }

    @Override
    public int mailBatch() {
        return BATCH;
    }

    @Override
    public int postLanes() {
        return postLanes;
    }

    @Override
    public List<Answer> mail(List<Mail> mails) {
        if (mails.isEmpty()) {
            return List.of();
        }
        if (pool == null || messages == null) {
            Answer none = new Answer.Later(Optional.empty(), "no mail server is set up", false);
            return mails.stream().map(_ -> none).toList();
        }
        way.give(GIVE_WAY);
        var answers = new ArrayList<@Nullable Answer>();
        var items = new ArrayList<PipelinedSmtp.Item>();
        for (Mail mail : mails) {
            try {
                items.add(messages.item(mail));
                answers.add(null);
            } catch (AddressException e) {
                answers.add(
                        new Answer.Never("the mail cannot be written: " + e.getMessage(), false));
            }
        }
        List<Outcome> outcomes = items.isEmpty() ? List.of() : pool.carry(items);
        var all = new ArrayList<Answer>();
        int next = 0;
        for (Answer known : answers) {
            all.add(known == null ? answer(outcomes.get(next++)) : known);
        }
        return all;
    }

    @Override
    public Answer post(Post post) {
        way.give(GIVE_WAY);
        return answer(
                posts.send(
                        post.url(),
                        post.json(),
                        headers -> headers.put("Bellwether-Event", post.key())));
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered(String receipt) -> new Answer.Taken(receipt);
            case Outcome.Sent(String receipt, var _) -> new Answer.Taken(receipt);
            case Outcome.TryAgain(Optional<Duration> after, String why, boolean mayHaveArrived) ->
                    new Answer.Later(after, why, mayHaveArrived);
            case Outcome.GiveUp(String why) ->
                    new Answer.Never(why, why.equals("HTTP 410") || why.equals("HTTP 404"));
        };
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
        posts.close();
    }
}
