// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import java.util.Optional;

/// A mailbox as it stands in MAIL or RCPT: printable ASCII, so it may stand in a header line.
///
/// @param localPart without quotes
/// @param domain as given; empty for a local name alone
record EnvelopeAddress(String localPart, Optional<String> domain) {
    EnvelopeAddress {
        if (localPart.isEmpty() || !localPart.chars().allMatch(Grammar::isPrintable)) {
            throw new IllegalArgumentException("not a local part");
        }
        if (domain.isPresent() && !Grammar.isHost(domain.get())) {
            throw new IllegalArgumentException("not a domain");
        }
    }

    /// Without quotes, as users are looked up.
    String lookup() {
        return localPart + suffix();
    }

    /// As it is written in an envelope or a header.
    @Override
    public String toString() {
        return Grammar.isDotString(localPart) ? lookup() : quoted() + suffix();
    }

    private String suffix() {
        return domain.map(name -> "@" + name).orElse("");
    }

    private String quoted() {
        return "\"" + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
