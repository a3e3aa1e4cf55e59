package dev.bellwether.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.http.HttpFields;

/// One query on its way to a node, as long as its client is there: who leaves has their query
/// ended. Of its request's thread.
final class Sending {
    private final Works works;
    private final Query query;
    private final Sharing sharing;
    private boolean hasLeft;

    Sending(Works works, Query query, Sharing sharing) {
        this.works = works;
        this.query = query;
        this.sharing = sharing;
    }

    /// Whether its client is gone.
    boolean hasLeft() {
        return hasLeft;
    }

    /// Sent, and the head of the answer is here. While it is not, the client may leave.
    ///
    /// @throws ClientLeft when it did, and the query has ended
    Upstream.Answer send(NodeKeeper node, Flight flight, Asked sent)
            throws IOException, InterruptedException {
        Upstream.Answer answer =
                node.node()
                        .upstream()
                        .send(
                                query.method(),
                                sent,
                                headers(flight),
                                body(flight),
                                Upstream.LONGEST,
                                () -> {
                                    if (!hasLeft && query.client().hasLeft()) {
                                        left(flight);
                                    }
                                },
                                fence(flight));
        if (hasLeft) {
            try (answer) {
                drop(answer);
            }
            throw new ClientLeft();
        }
        return answer;
    }

    /// What the ledger has is marked, where others share the node.
    private HttpFields headers(Flight flight) {
        return works.portions().isAlone() || !flight.isReserved()
                ? query.headers()
                : Mark.on(query.headers(), works.portions().guard());
    }

    private InputStream body(Flight flight) {
        return works.portions().isAlone() || !flight.isReserved()
                ? query.rest()
                : new FencedBody(
                        query.rest(),
                        () -> flight.looks() > 0 || works.gate().isCovered(flight.node()));
    }

    /// A process may be stopped between the decision that a query may run and its sending. So it is
    /// asked again right before; and right after, for the moment between.
    private Upstream.Fence fence(Flight flight) {
        if (works.portions().isAlone() || !flight.isReserved()) {
            return Upstream.Fence.OPEN;
        }
        return new Upstream.Fence() {
            @Override
            public boolean isOpen() {
                return works.gate().isCovered(flight.node());
            }

            @Override
            public void wasLate() {
                works.kills()
                        .order(flight.id(), works.node(flight.node()).node(), flight.credentials());
            }
        };
    }

    /// The client is gone: its query is told to end.
    void left(Flight flight) {
        hasLeft = true;
        sharing.end();
        if (flight.isReserved()) {
            works.gate().left(flight.id());
        } else {
            works.kills()
                    .order(flight.id(), works.node(flight.node()).node(), flight.credentials());
        }
    }

    static void drop(Upstream.Answer answer) throws IOException {
        answer.body().transferTo(OutputStream.nullOutputStream());
    }
}
