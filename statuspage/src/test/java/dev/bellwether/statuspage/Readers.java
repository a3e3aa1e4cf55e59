package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.Courier;
import dev.bellwether.model.Job;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.StatusPage;
import dev.bellwether.model.Update;
import dev.bellwether.store.Nodes;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A page with subscribers, and a postman who writes down what he carried.
final class Readers {
    final TestStore test;
    final Postman postman = new Postman();
    final StatusPage page;
    Store store;
    Subscribers room;

    Readers(TestStore test) {
        this.test = test;
        this.store = test.store();
        this.page = Shop.open(store, new StatusPages(store), test.clock().instant(), "shop");
        this.room = room(store);
        work();
        // What the shop's own past told nobody.
        postman.carried.clear();
    }

    Subscribers room(Store on) {
        return new Subscribers(
                on,
                test.clock(),
                postman,
                new Plain(),
                SubscriberSettings.of("0123456789abcdef", "https://status.acme.example"),
                Runnable::run,
                new Random(1));
    }

    /// The program was killed and starts again.
    void restart() {
        store = test.reopened();
        room = room(store);
    }

    /// Until a node that gives no sign of life is gone, where several may share the database.
    void watchNodes() {
        for (int i = 0; store.isShared() && i <= Nodes.TERM.toSeconds(); i++) {
            store.nodes().run(test.clock().instant());
            test.clock().move(Duration.ofSeconds(1));
        }
    }

    void work() {
        work(room);
    }

    void work(Subscribers on) {
        for (Job job : on.jobs()) {
            job.run(test.clock().instant());
        }
    }

    void later(Duration time) {
        test.clock().move(time);
        work();
    }

    void many(int many) {
        String csv =
                IntStream.range(0, many)
                        .mapToObj(i -> "reader" + i + "@example.com")
                        .collect(Collectors.joining("\n", "email\n", "\n"));
        room.take(Shop.ACME, page.id(), csv, "they signed the contract", Shop.ME);
        test.clock().move(Duration.ofSeconds(1));
    }

    Subscriber one(Subscriber.Mode mode, String address, String... components) {
        Subscriber s =
                room.add(
                        Shop.ACME,
                        page.id(),
                        new NewSubscriber(
                                mode,
                                address,
                                List.of(components).stream().map(this::component).toList(),
                                true,
                                "asked for it"),
                        Shop.ME);
        test.clock().move(Duration.ofSeconds(1));
        return s;
    }

    ComponentId component(String name) {
        return page.components().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    void say(String update, String status, String body) {
        Shop.write(
                store,
                Shop.changed(
                        Shop.incident(
                                "news",
                                "Payments are slow",
                                test.clock().instant(),
                                Map.of(new ServiceId("pay"), Status.DEGRADED),
                                Shop.update(
                                        update,
                                        status,
                                        body,
                                        test.clock().instant(),
                                        new Update.Affected(
                                                new ServiceId("pay"),
                                                "Payments",
                                                Status.OPERATIONAL,
                                                Status.DEGRADED)))));
    }

    /// Writes down what he carries; what is to happen otherwise is decided by the address.
    static final class Postman implements Courier {
        final List<Mail> carried = new ArrayList<>();
        final List<Post> posted = new ArrayList<>();
        Function<String, Answer> answers = _ -> new Answer.Taken("250 ok");

        /// After so many mails the process dies before it can write down what came of them.
        int diesAfter = Integer.MAX_VALUE;

        @Override
        public boolean canMail() {
            return true;
        }

        @Override
        public int mailLanes() {
            return 1;
        }

        @Override
        public int mailBatch() {
            return 25;
        }

        @Override
        public int postLanes() {
            return 1;
        }

        @Override
        public List<Answer> mail(List<Mail> mails) {
            var all = new ArrayList<Answer>();
            for (Mail mail : mails) {
                carried.add(mail);
                all.add(answers.apply(mail.to()));
            }
            if (carried.size() >= diesAfter) {
                diesAfter = Integer.MAX_VALUE;
                throw new Killed();
            }
            return all;
        }

        @Override
        public Answer post(Post post) {
            posted.add(post);
            return answers.apply(post.url());
        }

        List<String> to() {
            return carried.stream().map(Mail::to).toList();
        }

        Mail last() {
            return carried.getLast();
        }
    }

    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /// Seals nothing, and says for what.
    private static final class Plain implements Secrets {
        @Override
        public String seal(String purpose, String secret) {
            return purpose + "|" + secret;
        }

        @Override
        public String open(String purpose, String sealed) {
            return Optional.of(sealed)
                    .filter(s -> s.startsWith(purpose + "|"))
                    .map(s -> s.substring(purpose.length() + 1))
                    .orElseThrow(IllegalArgumentException::new);
        }
    }
}
