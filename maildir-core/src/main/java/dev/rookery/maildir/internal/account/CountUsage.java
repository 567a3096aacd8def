// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.quota.Usage;
import java.io.IOException;

/// Has what the account holds counted, if nobody asked before. On the writer, which then carries
/// the count on.
final class CountUsage implements Operation<Usage> {
    @Override
    public Usage prepare(Draft draft) throws IOException {
        return draft.committed().usage();
    }
}
