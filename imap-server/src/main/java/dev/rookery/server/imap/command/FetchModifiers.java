// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.ModSeq;
import java.util.Optional;

/// Which of the messages FETCH is to show. RFC 7162 §3.1.4, §3.2.6; RFC 9394 §3.3.
///
/// @param changedSince only those with a greater mod-sequence
/// @param vanished whether to name those that were expunged since
/// @param range only those at these places
public record FetchModifiers(
        Optional<ModSeq> changedSince, boolean vanished, Optional<PartialRange> range) {
    public static final FetchModifiers NONE =
            new FetchModifiers(Optional.empty(), false, Optional.empty());
}
