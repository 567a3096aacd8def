// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.migrate.KeywordTable;
import dev.rookery.maildir.internal.snapshot.KeywordLetters;
import java.io.IOException;
import java.util.Optional;

/// Learns which keywords letters in file names stand for, as far as we do not know it yet.
final class TakeLetters implements Operation<Boolean> {
    private final OpenMailbox mailbox;
    private final KeywordTable table;

    TakeLetters(OpenMailbox mailbox, KeywordTable table) {
        this.mailbox = mailbox;
        this.table = table;
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        KeywordLetters known = draft.folder(mailbox.id(), mailbox.name()).letters();
        for (int letter = 0; letter < KeywordTable.LETTERS; letter++) {
            Optional<String> word = table.word((char) ('a' + letter));
            boolean news =
                    word.isPresent()
                            && known.word(letter).isEmpty()
                            && known.letterOf(word.get()) < 0;
            if (news) {
                draft.add(new Entry.KeywordLettered(mailbox.id(), letter, word.get()));
            }
        }
        return true;
    }
}
