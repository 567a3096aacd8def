// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;

/// Makes one entry durable.
final class AddEntry implements Operation<Boolean> {
    private final Entry entry;

    AddEntry(Entry entry) {
        this.entry = entry;
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        draft.add(entry);
        return true;
    }
}
