package dev.bellwether.guard;

import java.io.IOException;
import org.eclipse.jetty.io.QuietException;

/// The client of a request is gone: nobody is there to be answered.
final class ClientLeft extends IOException implements QuietException {
    private static final long serialVersionUID = 1;

    ClientLeft() {
        super("the client left");
    }
}
