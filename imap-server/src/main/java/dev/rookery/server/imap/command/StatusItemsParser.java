// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.List;

/// The items of STATUS, and of LIST with STATUS.
final class StatusItemsParser {
    private final Arguments in;

    StatusItemsParser(Arguments in) {
        this.in = in;
    }

    /// ` (MESSAGES UNSEEN)`, each item once.
    List<StatusItem> list() {
        return in.space().list("a list of status items", this::item).stream().distinct().toList();
    }

    private StatusItem item() {
        int start = in.position();
        return StatusItem.ofImapName(in.keyword("a status item"))
                .orElseThrow(() -> in.unknown(start, "a status item"));
    }
}
