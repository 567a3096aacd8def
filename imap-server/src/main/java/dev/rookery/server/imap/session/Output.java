// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.command.Tag;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;

/// Keeps a response that cannot be finished from being followed by another: the client would take
/// that for the rest of it. The connection ends instead.
final class Output implements Responses {
    private final Responses responses;
    private final Events events;
    private boolean unfinished;

    Output(Responses responses, Events events) {
        this.responses = responses;
        this.events = events;
    }

    /// Whether a response broke off, so that nothing can be said any more.
    boolean isUnfinished() {
        return unfinished;
    }

    @Override
    public void untagged(Data data) throws IOException {
        unfinished = true;
        try {
            responses.untagged(data);
        } catch (ConnectionBrokenException broken) {
            throw broken;
        } catch (IOException trouble) {
            events.happened(new Event.StorageTrouble("sending a message", trouble));
            throw new ConnectionBrokenException("the disk failed inside a response", trouble);
        }
        unfinished = false;
    }

    @Override
    public void tagged(Tag tag, Status status) throws IOException {
        responses.tagged(tag, status);
    }

    @Override
    public void untagged(Status status) throws IOException {
        responses.untagged(status);
    }

    @Override
    public void goAhead(String text) throws IOException {
        responses.goAhead(text);
    }

    @Override
    public void utf8(boolean on) {
        responses.utf8(on);
    }

    @Override
    public void flush() throws IOException {
        responses.flush();
    }
}
