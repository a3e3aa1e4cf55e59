package dev.bellwether.statuspage;

import dev.bellwether.model.Cidr;
import dev.bellwether.model.PageAccess;
import dev.bellwether.model.PageId;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The way into one private page. Pure: what was shown decides.
final class Gate {
    /// How long a sign-in lasts.
    static final Duration LASTS = Duration.ofDays(14);

    /// What a visitor came with; empty texts where there is nothing.
    ///
    /// @param key of the feeds, from the address or by HTTP Basic
    record Shown(InetAddress from, String cookie, String key) {}

    /// What is to be done.
    enum Answer {
        ADMIT,
        ASK_PASSWORD,
        REFUSE
    }

    private final PageId page;
    private final PageAccess access;
    private final Locks locks;
    private final List<Cidr> networks;
    private final String feedKey;

    Gate(PageId page, PageAccess access, Locks locks) {
        this.page = page;
        this.access = access;
        this.locks = locks;
        this.networks = access.networks().stream().map(Cidr::parse).toList();
        this.feedKey = locks.feedKey(page, access);
    }

    Answer decide(Shown shown, Instant now) {
        boolean near = isNear(shown.from());
        boolean needsNetwork = !networks.isEmpty() && (access.both() || !access.password());
        if (needsNetwork && !near) {
            return Answer.REFUSE;
        }
        boolean enough = near && !(access.both() && access.password());
        return enough || isGood(shown.cookie(), now) || same(shown.key(), feedKey)
                ? Answer.ADMIT
                : Answer.ASK_PASSWORD;
    }

    boolean mayTry(InetAddress from) {
        return access.password() && (!access.both() || networks.isEmpty() || isNear(from));
    }

    PageAccess access() {
        return access;
    }

    String cookieName() {
        return "bellwether_page_" + page.value().replaceAll("[^A-Za-z0-9]", "");
    }

    String cookie(Instant now) {
        long expires = now.plus(LASTS).getEpochSecond();
        return expires + "." + locks.signature(page, access, expires);
    }

    private boolean isGood(String cookie, Instant now) {
        int dot = cookie.indexOf('.');
        if (!access.password() || dot < 1 || dot > 12) {
            return false;
        }
        try {
            long expires = Long.parseLong(cookie.substring(0, dot));
            return expires > now.getEpochSecond()
                    && same(cookie.substring(dot + 1), locks.signature(page, access, expires));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean isNear(InetAddress from) {
        return networks.stream().anyMatch(block -> block.contains(from.getAddress()));
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
