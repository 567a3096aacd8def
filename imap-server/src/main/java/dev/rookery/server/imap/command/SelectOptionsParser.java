// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.ModSeq;
import java.util.Optional;

/// The parameters of SELECT and EXAMINE: RFC 7162 §7.
final class SelectOptionsParser {
    private final Arguments in;
    private boolean condstore;
    private Optional<SelectOptions.Resync> resync = Optional.empty();

    SelectOptionsParser(Arguments in) {
        this.in = in;
    }

    SelectOptions options() {
        in.list("a list of parameters", this::option);
        return new SelectOptions(condstore, resync);
    }

    private void option() {
        int start = in.position();
        switch (in.keyword("CONDSTORE or QRESYNC")) {
            case "CONDSTORE" -> condstore = true;
            case "QRESYNC" -> {
                in.space().open("what is known of the mailbox");
                resync = Optional.of(resync());
                in.close();
            }
            case String _ -> throw in.unknown(start, "CONDSTORE or QRESYNC");
        }
    }

    private SelectOptions.Resync resync() {
        long uidValidity = in.positive(Arguments.NUMBER_MAX, "a UIDVALIDITY");
        ModSeq since = in.space().modSeq(1);
        Optional<NumberSet> known = Optional.empty();
        Optional<SelectOptions.Match> match = Optional.empty();
        if (in.sees(' ') && !in.sees(" (")) {
            known = Optional.of(in.space().numbersWithoutStar());
        }
        if (in.takes(' ')) {
            in.open("sequence numbers and UIDs");
            NumberSet sequences = in.numbersWithoutStar();
            match =
                    Optional.of(
                            new SelectOptions.Match(sequences, in.space().numbersWithoutStar()));
            in.close();
        }
        return new SelectOptions.Resync(uidValidity, since, known, match);
    }
}
