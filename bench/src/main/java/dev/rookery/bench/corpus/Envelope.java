// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.List;

/// Facts of a message with what else its header says.
///
/// @param ancestors message IDs, the first of the thread first
/// @param hasDecoy whether the text has the words of the phrase in the wrong order
record Envelope(
        MessageFacts facts,
        Language language,
        Contact from,
        List<Contact> to,
        List<Contact> copies,
        List<String> ancestors,
        boolean hasDecoy) {
    boolean has(Needle.Kind kind) {
        return facts.needles().contains(kind);
    }
}
