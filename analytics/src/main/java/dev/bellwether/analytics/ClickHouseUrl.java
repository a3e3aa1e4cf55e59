package dev.bellwether.analytics;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Where a ClickHouse server answers HTTP, and who we are there:
/// `http://user:password@host:8123/database`.
///
/// @param address scheme, host and port alone
/// @param user `default` where none was said
/// @param database `default` where none was said; letters, digits and `_`
public record ClickHouseUrl(URI address, String user, String password, String database) {
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    /// @throws IllegalArgumentException saying what is wrong with it, without its password
    public static ClickHouseUrl of(String text) {
        URI said;
        try {
            said = URI.create(text);
        } catch (IllegalArgumentException _) {
            // The parser's words would repeat the password.
            throw wrong("it is no address (write what is special in a password as %40, %3A, …)");
        }
        String scheme = String.valueOf(said.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw wrong("it does not begin with http:// or https://");
        }
        if (said.getHost() == null) {
            throw wrong("it names no host");
        }
        if (said.getRawQuery() != null || said.getRawFragment() != null) {
            throw wrong("nothing may follow the database");
        }
        String path = said.getPath() == null ? "" : said.getPath().replaceFirst("^/", "");
        String database = path.isEmpty() ? "default" : path;
        if (!DATABASE.matcher(database).matches()) {
            throw wrong(
                    "'"
                            + EventRules.shown(database)
                            + "' is no database; allowed: letters, digits"
                            + " and _");
        }
        String who = said.getRawUserInfo() == null ? "" : said.getRawUserInfo();
        int colon = who.indexOf(':');
        String user = decoded(colon < 0 ? who : who.substring(0, colon));
        int port = said.getPort() >= 0 ? said.getPort() : scheme.equals("https") ? 8443 : 8123;
        return new ClickHouseUrl(
                URI.create(scheme + "://" + said.getHost() + ":" + port),
                user.isEmpty() ? "default" : user,
                colon < 0 ? "" : decoded(who.substring(colon + 1)),
                database);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(
                why + "; allowed: http://user:password@host:8123/database");
    }

    /// Without the password.
    @Override
    public String toString() {
        return address + "/" + database + " (user " + user + ")";
    }
}
