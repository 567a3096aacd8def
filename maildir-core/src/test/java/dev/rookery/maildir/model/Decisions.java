// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.FlagChange.Action;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.model.Operation.Assign;
import dev.rookery.maildir.model.Operation.ChangeFlags;
import dev.rookery.maildir.model.Operation.ClaimRecent;
import dev.rookery.maildir.model.Operation.Create;
import dev.rookery.maildir.model.Operation.Delete;
import dev.rookery.maildir.model.Operation.Deliver;
import dev.rookery.maildir.model.Operation.DeliverAll;
import dev.rookery.maildir.model.Operation.Expunge;
import dev.rookery.maildir.model.Operation.ListMailboxes;
import dev.rookery.maildir.model.Operation.ListSubscriptions;
import dev.rookery.maildir.model.Operation.ListUses;
import dev.rookery.maildir.model.Operation.Read;
import dev.rookery.maildir.model.Operation.Refresh;
import dev.rookery.maildir.model.Operation.Rename;
import dev.rookery.maildir.model.Operation.ReopenAccount;
import dev.rookery.maildir.model.Operation.ReopenStore;
import dev.rookery.maildir.model.Operation.Replace;
import dev.rookery.maildir.model.Operation.Search;
import dev.rookery.maildir.model.Operation.Subscribe;
import dev.rookery.maildir.model.Operation.Transfer;
import dev.rookery.maildir.model.Operation.Unsubscribe;
import dev.rookery.maildir.model.Pick.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/// What one actor decides to do: a function of the seed alone.
final class Decisions {
    /// Letters that one decision uses up at most.
    static final int LETTERS_MAX = 5;

    private static final List<String> MAILBOXES =
            List.of(
                    "INBOX",
                    "INBOX",
                    "INBOX",
                    "Work",
                    "Work",
                    "Work/Deep",
                    "Work/Deep/Ä & ö",
                    "Old",
                    "Old/Deep",
                    "INBOX/Below",
                    "Trash");
    private static final List<String> FLAGS =
            List.of(
                    "\\Answered",
                    "\\Deleted",
                    "\\Draft",
                    "\\Flagged",
                    "\\Seen",
                    "\\Seen",
                    "$Forwarded",
                    "$Junk",
                    "later",
                    "LATER",
                    "work");
    private static final List<String> USES =
            List.of("", "", "\\Sent", "\\Drafts \\Important", "\\Trash");
    private static final List<Action> ACTIONS = List.of(Action.values());
    private static final long DATES_FROM = 946_684_800;
    private static final int DATES_SECONDS = 800_000_000;

    private final SplittableRandom random;
    private int letter;

    /// @param firstLetter no other actor of the run may give its letters numbers near that
    Decisions(long seed, int firstLetter) {
        this.random = new SplittableRandom(seed);
        this.letter = firstLetter;
    }

    Operation next() {
        int dice = random.nextInt(100);
        if (dice < 28) {
            return random.nextInt(6) == 0 ? deliverAll() : deliver(mailbox());
        }
        if (dice < 56) {
            return changeFlags();
        }
        if (dice < 62) {
            return new Expunge(mailbox(), fewer());
        }
        if (dice < 65) {
            return new Replace(mailbox(), fewer(), deliver(mailbox()));
        }
        if (dice < 72) {
            return new Transfer(mailbox(), fewer(), mailbox(), random.nextBoolean());
        }
        return dice < 86 ? look(dice) : folders(dice);
    }

    private Operation look(int dice) {
        return switch (dice) {
            case 72, 73, 74 -> new Search(mailbox(), pick(), one(FLAGS), random.nextBoolean());
            case 75, 76, 77 -> new Refresh(mailbox());
            case 78 -> new ClaimRecent(mailbox());
            case 79 -> new ListMailboxes();
            case 80 -> random.nextBoolean() ? new ListSubscriptions() : new ListUses();
            default -> new Read(mailbox(), one(Kind.ONE), random.nextBoolean());
        };
    }

    private Operation folders(int dice) {
        return switch (dice) {
            case 86, 87, 88, 89 -> new Create(mailbox(), one(USES));
            case 90 -> new Assign(mailbox(), one(USES));
            case 91, 92 -> new Delete(mailbox());
            case 93, 94, 95 -> new Rename(mailbox(), mailbox());
            case 96 -> new Subscribe(mailbox());
            case 97 -> new Unsubscribe(mailbox());
            case 98 -> new ReopenAccount();
            default -> new ReopenStore();
        };
    }

    private DeliverAll deliverAll() {
        String mailbox = mailbox();
        List<Deliver> messages = new ArrayList<>();
        for (int n = random.nextInt(LETTERS_MAX + 1); n > 0; n--) {
            messages.add(deliver(mailbox));
        }
        return new DeliverAll(mailbox, messages);
    }

    private Deliver deliver(String mailbox) {
        boolean large = random.nextInt(30) == 0;
        int size = large ? random.nextInt(100_000, 300_000) : random.nextInt(1_000, 8_000);
        long date = DATES_FROM + random.nextInt(DATES_SECONDS);
        return new Deliver(mailbox, letter++, size, flags(), date);
    }

    private ChangeFlags changeFlags() {
        Action action = one(ACTIONS);
        return new ChangeFlags(mailbox(), pick(), action, flags());
    }

    private String mailbox() {
        return one(MAILBOXES);
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String flags() {
        StringJoiner flags = new StringJoiner(" ");
        for (int n = random.nextInt(4); n > 0; n--) {
            flags.add(one(FLAGS));
        }
        return flags.toString();
    }

    private Pick pick() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> one(Kind.RANGE);
            case 2 -> one(Kind.SCATTERED);
            case 3 -> Pick.EVERYTHING;
            case 4 -> random.nextBoolean() ? one(Kind.BEYOND) : one(Kind.NOTHING);
            default -> one(Kind.ONE);
        };
    }

    /// Mostly few, so that mailboxes fill.
    private Pick fewer() {
        return random.nextInt(12) == 0 ? Pick.EVERYTHING : one(kindOfFew());
    }

    private Kind kindOfFew() {
        return random.nextInt(4) == 0 ? Kind.RANGE : Kind.ONE;
    }

    private Pick one(Kind kind) {
        int from = random.nextInt(Pick.WHOLE);
        int to = Math.min(Pick.WHOLE, from + random.nextInt(Pick.WHOLE / 4));
        return new Pick(kind, from, kind == Kind.ONE ? from : to);
    }

    /// All flags the decisions know of, once each.
    static List<String> words() {
        return FLAGS.stream()
                .map(word -> word.equals("LATER") ? "later" : word)
                .distinct()
                .toList();
    }

    static boolean isSystem(String word) {
        return SystemFlag.ofImapName(word).isPresent();
    }
}
