// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.measure.Trial;
import java.io.IOException;
import java.util.OptionalLong;

/// A trial during which messages come into INBOXes, or go.
abstract class InboxTrial implements Trial {
    final Inboxes inboxes;
    private final OptionalLong size;

    InboxTrial(Inboxes inboxes) {
        this.inboxes = inboxes;
        this.size = OptionalLong.empty();
    }

    /// @param size of each INBOX before a round
    InboxTrial(Inboxes inboxes, long size) {
        this.inboxes = inboxes;
        this.size = OptionalLong.of(size);
    }

    @Override
    public void prepare() throws IOException {
        if (size.isPresent()) {
            inboxes.restore(size.getAsLong());
        }
    }

    /// Between two operations; not timed.
    final void keepSize() throws IOException {
        if (size.isPresent() && inboxes.outgrew(size.getAsLong())) {
            prepare();
        }
    }

    @Override
    public boolean drained() throws IOException {
        return inboxes.drained();
    }

    @Override
    public void check() throws IOException {
        inboxes.check();
    }
}
