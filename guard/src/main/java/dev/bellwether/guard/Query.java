package dev.bellwether.guard;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// A request that asks for a query, as far as the guard has read it.
///
/// @param id its query id: the client's, else one that was made
/// @param isBatch whether it says that nobody waits for it
/// @param rest of the body, behind what was read
/// @param session its session and whose; empty for none
record Query(
        String id,
        String method,
        HttpFields headers,
        Asked asked,
        Statement statement,
        Origin origin,
        boolean isBatch,
        String user,
        Credentials credentials,
        String session,
        InputStream rest,
        Client client) {

    /// What a request asks for, its text read as far as it is needed to know it.
    static Asked asked(Request request, InputStream in) throws IOException {
        HttpFields headers = request.getHeaders();
        String query = request.getHttpURI().getQuery();
        var address = new Address(query == null ? "" : query);
        byte[] head = in.readNBytes(most(request.getLength()));
        return new Asked(
                request.getHttpURI().getPath(),
                address,
                head,
                head.length < Asked.HEAD,
                Asked.isPlain(
                        orEmpty(headers.get(HttpHeader.CONTENT_TYPE)),
                        orEmpty(headers.get(HttpHeader.CONTENT_ENCODING)),
                        address));
    }

    /// One more than there is, so that the end is read too; what is asked for is allocated.
    private static int most(long length) {
        return length < 0 ? Asked.HEAD : (int) Math.min(Asked.HEAD, length + 1);
    }

    static Query of(Request request, Asked asked, InputStream rest) {
        HttpFields headers = request.getHeaders();
        Address address = asked.address();
        Statement statement = asked.statement();
        String id = address.value("query_id").filter(v -> !v.isEmpty()).orElse("");
        if (id.isEmpty()) {
            id = UUID.randomUUID().toString();
            address.put("query_id", id);
        }
        String user = user(headers, address);
        return new Query(
                id,
                request.getMethod(),
                headers,
                asked,
                statement,
                OriginReader.read(headers, address, statement),
                LaneReader.isBatch(headers, address, statement),
                user,
                Credentials.of(headers, address),
                address.value("session_id")
                        .filter(v -> !v.isEmpty())
                        .map(session -> user + "/" + session)
                        .orElse(""),
                rest,
                new Client(request, asked.isWhole()));
    }

    private static String user(HttpFields headers, Address address) {
        String user = orEmpty(headers.get("X-ClickHouse-User"));
        return user.isEmpty() ? address.value("user").orElse("default") : user;
    }

    /// Whether it only reads, and may be asked again.
    boolean isRepeatableRead() {
        return statement instanceof Statement.Read(_, _, Shape shape)
                && shape.kind() == Shape.Kind.SELECT
                && asked.isRepeatable();
    }

    boolean isKill() {
        return statement instanceof Statement.Read(_, _, Shape shape)
                && shape.kind() == Shape.Kind.KILL;
    }

    /// Its form; empty when its text was not understood.
    String form() {
        return statement instanceof Statement.Read(_, Fingerprint form, _) ? form.id() : "";
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
