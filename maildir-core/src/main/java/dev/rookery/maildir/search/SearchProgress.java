// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.search;

import java.io.IOException;

/// Hears how far a search is, from the thread that searches. It ends the search by throwing.
@FunctionalInterface
public interface SearchProgress {
    SearchProgress NONE = (_, _) -> {};

    /// Before each message that has to be opened.
    ///
    /// @param looked messages that were opened until now
    /// @param all that will have been opened; more than `looked`
    void at(long looked, long all) throws IOException;
}
