// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.migrate.KeywordFile;
import dev.rookery.maildir.internal.migrate.KeywordTable;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.KeywordLetters;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Learns which keywords letters in file names stand for, as far as we do not know it yet.
final class TakeLetters implements Operation<Boolean> {
    private final OpenMailbox mailbox;
    private final KeywordTable table;

    TakeLetters(OpenMailbox mailbox, KeywordTable table) {
        this.mailbox = mailbox;
        this.table = table;
    }

    /// Learns it from the file that other programs keep of it, if we know of none yet.
    static void ifAny(OpenAccount account, OpenMailbox mailbox) throws IOException {
        if (mailbox.state().letters().count() > 0) {
            return;
        }
        KeywordTable table = KeywordFile.read(mailbox.files().home());
        if (!table.equals(KeywordTable.EMPTY)) {
            account.writer().run(new TakeLetters(mailbox, table));
        }
    }

    /// The same for who is on the writer already.
    static void ifAny(OpenMailbox mailbox, Draft draft) throws IOException {
        KeywordTable table = KeywordFile.read(mailbox.files().home());
        var _ = new TakeLetters(mailbox, table).prepare(draft);
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
                learn(draft, mailbox, letter, word.get());
            }
        }
        return true;
    }

    /// Messages whose names show the letter have the keyword.
    static void learn(Draft draft, OpenMailbox mailbox, int letter, String word)
            throws IOException {
        draft.add(new Entry.KeywordLettered(mailbox.id(), letter, word));
        FolderState state = draft.folder(mailbox.id(), mailbox.name());
        FlagChange change = FlagChange.add(Flags.of(List.of(), List.of(word)));
        UidSet showing = state.names().shown().of(FlagLetters.ofKeyword(letter));
        UidSet changed = state.snapshot().changedBy(showing, change);
        if (!changed.isEmpty()) {
            long modSeq = state.snapshot().highestModSeq().value() + 1;
            draft.add(new Entry.FlagsChanged(mailbox.id(), modSeq, changed, change));
        }
    }
}
