// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.migrate.KeywordFile;
import dev.rookery.maildir.internal.migrate.KeywordTable;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives letters to keywords that have none, so that file names can show them.
///
/// What letters mean stands in a file that other programs read as well: it is read again, changed
/// and forced before the journal hears of it, and only then a name may bear the letter. A letter is
/// not given to another keyword as long as any name may show it, also one of a file that has to go.
/// When all are given, one goes to another keyword if no message has its own; beyond that, keywords
/// have no place in names.
final class GiveLetters implements Operation<Boolean> {
    private final OpenAccount account;
    private final OpenMailbox mailbox;

    private GiveLetters(OpenAccount account, OpenMailbox mailbox) {
        this.account = account;
        this.mailbox = mailbox;
    }

    /// Whether a keyword has no letter, and there is one for it.
    static boolean isDue(FolderState state) {
        return !wanting(state).isEmpty() && (freeLetter(state) >= 0 || unusedLetter(state) >= 0);
    }

    /// Names can show the other flags all the same: trouble is only told.
    static void ifDue(OpenAccount account, OpenMailbox mailbox) {
        if (!isDue(mailbox.state())) {
            return;
        }
        try {
            account.writer().run(new GiveLetters(account, mailbox));
        } catch (IOException trouble) {
            account.report("keywords have no letters yet in " + mailbox.files(), trouble);
        }
    }

    /// Has what letters mean stand beside the files, in whatever directory they lie now.
    static void again(OpenAccount account, OpenMailbox mailbox, Draft draft) throws IOException {
        var _ = new GiveLetters(account, mailbox).prepare(draft);
    }

    private static List<String> wanting(FolderState state) {
        List<String> words = new ArrayList<>();
        for (String word : state.snapshot().keywords()) {
            if (state.letters().letterOf(word) < 0 && isUsed(state, word)) {
                words.add(word);
            }
        }
        return words;
    }

    private static boolean isUsed(FolderState state, String word) {
        return !state.snapshot().havingKeyword(word).isEmpty();
    }

    /// Whether the name of any file may show the letter.
    private static boolean isBusy(FolderState state, int letter) {
        int bit = FlagLetters.ofKeyword(letter);
        return !state.names().shown().of(bit).isEmpty() || !state.debt().of(bit).isEmpty();
    }

    private static int freeLetter(FolderState state) {
        for (int letter = 0; letter < KeywordTable.LETTERS; letter++) {
            if (state.letters().word(letter).isEmpty() && !isBusy(state, letter)) {
                return letter;
            }
        }
        return -1;
    }

    private static int unusedLetter(FolderState state) {
        for (int letter = 0; letter < KeywordTable.LETTERS; letter++) {
            Optional<String> word = state.letters().word(letter);
            if (word.isPresent() && !isUsed(state, word.get()) && !isBusy(state, letter)) {
                return letter;
            }
        }
        return -1;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        FolderState state = draft.folder(mailbox.id(), mailbox.name());
        Optional<KeywordTable> table =
                KeywordFile.change(
                        mailbox.files().home(),
                        account.clock().instant(),
                        account.owner(),
                        file -> withLetters(withOurs(file, state), state));
        if (table.isEmpty()) {
            return false;
        }
        for (int letter = 0; letter < KeywordTable.LETTERS; letter++) {
            Optional<String> word = table.get().word(character(letter));
            Optional<String> known = state.letters().word(letter);
            if (word.isPresent() && known.filter(word.get()::equalsIgnoreCase).isEmpty()) {
                TakeLetters.learn(draft, mailbox, letter, word.get());
            }
        }
        return true;
    }

    /// What names say by our letters goes on meaning that.
    private static KeywordTable withOurs(KeywordTable file, FolderState state) {
        KeywordTable table = file;
        for (int letter = 0; letter < KeywordTable.LETTERS; letter++) {
            Optional<String> ours = state.letters().word(letter);
            boolean free = table.isFree(character(letter));
            if (ours.isPresent() && (free || isBusy(state, letter) || isUsed(state, ours.get()))) {
                table = table.with(character(letter), ours.get());
            }
        }
        return table;
    }

    private static KeywordTable withLetters(KeywordTable ours, FolderState state) {
        KeywordTable table = ours;
        for (String word : wanting(state)) {
            if (table.letter(word).isEmpty()) {
                table = withLetter(table, word, state);
            }
        }
        return table;
    }

    private static KeywordTable withLetter(KeywordTable table, String word, FolderState state) {
        for (int letter = 0; letter < KeywordTable.LETTERS; letter++) {
            if (table.isFree(character(letter)) && !isBusy(state, letter)) {
                return table.with(character(letter), word);
            }
        }
        for (int letter = 0; letter < KeywordTable.LETTERS; letter++) {
            Optional<String> other = table.word(character(letter));
            if (other.isPresent() && !isUsed(state, other.get()) && !isBusy(state, letter)) {
                return table.with(character(letter), word);
            }
        }
        return table;
    }

    private static char character(int letter) {
        return (char) ('a' + letter);
    }
}
