// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStoreException;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.model.Call.Window;
import dev.rookery.maildir.search.SearchQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Carries out operations on an account, and notes what happened. One thread at a time.
final class Hands {
    private final String actor;
    private final AtomicLong clock;
    private final BiConsumer<MailboxName, Lookup> lookups;

    private @Nullable Window source;
    private @Nullable Window target;
    private UidSet asked = UidSet.EMPTY;

    /// What a mailbox was found to be under its name, at some moment between the two.
    record Lookup(long invoked, long answered, Optional<Mailbox> mailbox) {}

    /// @param lookups hears of each mailbox that was asked for
    Hands(String actor, AtomicLong clock, BiConsumer<MailboxName, Lookup> lookups) {
        this.actor = actor;
        this.clock = clock;
        this.lookups = lookups;
    }

    static MailboxName name(String mailbox) {
        return MailboxName.parse(mailbox, '/');
    }

    static Flags flags(String text) {
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        List<String> keywords = new ArrayList<>();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
            SystemFlag.ofImapName(word).ifPresentOrElse(system::add, () -> keywords.add(word));
        }
        return Flags.of(system, keywords);
    }

    static Set<SpecialUse> uses(String text) {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        for (String attribute : text.isEmpty() ? new String[0] : text.split(" ")) {
            uses.add(SpecialUse.ofImapName(attribute).orElseThrow());
        }
        return uses;
    }

    /// Anything but a refusal for a reason in the request is for the caller.
    Call perform(Operation operation, Account account) throws IOException {
        source = null;
        target = null;
        asked = UidSet.EMPTY;
        long invoked = clock.incrementAndGet();
        Answer answer;
        try {
            answer = answer(operation, account);
        } catch (MailStoreException refused) {
            answer = new Answer.Refused(refused);
        }
        long answered = clock.incrementAndGet();
        return new Call(
                actor,
                operation,
                invoked,
                answered,
                Optional.ofNullable(source).map(Window::closed),
                Optional.ofNullable(target).map(Window::closed),
                asked,
                answer);
    }

    private Answer answer(Operation operation, Account account) throws IOException {
        return switch (operation) {
            case Operation.Create o ->
                    new Answer.Created(account.create(name(o.mailbox()), uses(o.uses())));
            case Operation.Assign o ->
                    done(() -> account.assign(name(o.mailbox()), uses(o.uses())));
            case Operation.ListMailboxes _ -> new Answer.Names(account.mailboxes());
            case Operation.ListSubscriptions _ -> new Answer.Names(account.subscriptions());
            case Operation.ListUses _ -> new Answer.Uses(account.specialUses());
            case Operation.Delete o -> done(() -> account.delete(name(o.mailbox())));
            case Operation.Rename o -> done(() -> account.rename(name(o.from()), name(o.to())));
            case Operation.Subscribe o -> done(() -> account.subscribe(name(o.mailbox())));
            case Operation.Unsubscribe o -> done(() -> account.unsubscribe(name(o.mailbox())));
            case Operation.ReopenAccount _, Operation.ReopenStore _ -> new Answer.Done();
            case Operation.Transfer o -> transfer(o, account);
            case Operation.Replace o -> replace(o, account);
            case Operation.Deliver _,
                    Operation.DeliverAll _,
                    Operation.ChangeFlags _,
                    Operation.Expunge _,
                    Operation.Refresh _,
                    Operation.Search _,
                    Operation.Read _,
                    Operation.ClaimRecent _ ->
                    inMailbox(operation, open(account, operation.within().orElseThrow()));
        };
    }

    private interface Act {
        void run() throws IOException;
    }

    private static Answer done(Act act) throws IOException {
        act.run();
        return new Answer.Done();
    }

    private Mailbox lookUp(Account account, String text) throws IOException {
        MailboxName name = name(text);
        long invoked = clock.incrementAndGet();
        try {
            Mailbox found = account.mailbox(name);
            long answered = clock.incrementAndGet();
            lookups.accept(name, new Lookup(invoked, answered, Optional.of(found)));
            return found;
        } catch (NoSuchMailboxException missing) {
            long answered = clock.incrementAndGet();
            lookups.accept(name, new Lookup(invoked, answered, Optional.empty()));
            throw missing;
        }
    }

    private Mailbox open(Account account, String text) throws IOException {
        Mailbox mailbox = lookUp(account, text);
        source = Window.opened(mailbox);
        return mailbox;
    }

    private Answer transfer(Operation.Transfer o, Account account) throws IOException {
        Mailbox from = open(account, o.mailbox());
        Mailbox to = lookUp(account, o.target());
        target = Window.opened(to);
        asked = o.pick().of(from.snapshot());
        return new Answer.Transferred(o.move() ? from.move(asked, to) : from.copy(asked, to));
    }

    /// All that are there, or one that may have gone.
    private Answer replace(Operation.Replace o, Account account) throws IOException {
        Mailbox old = open(account, o.mailbox());
        Mailbox to = lookUp(account, o.message().mailbox());
        target = Window.opened(to);
        UidSet picked = o.pick().of(old.snapshot());
        asked = picked.size() == 1 ? picked : picked.and(old.snapshot().uids());
        try (Deliveries all = to.deliverAll()) {
            add(all, o.message());
            Deliveries.Delivered told = all.commitReplacing(asked, old);
            return new Answer.Replaced(told.uidValidity(), told.uids());
        }
    }

    private Answer inMailbox(Operation operation, Mailbox mailbox) throws IOException {
        return switch (operation) {
            case Operation.Deliver o -> deliver(o, mailbox);
            case Operation.DeliverAll o -> deliverAll(o, mailbox);
            case Operation.ChangeFlags o -> {
                asked = o.pick().of(mailbox.snapshot());
                FlagChange change = new FlagChange(o.action(), flags(o.flags()));
                yield new Answer.State(mailbox.changeFlags(asked, change));
            }
            case Operation.Expunge o -> {
                asked = o.pick().of(mailbox.snapshot());
                yield new Answer.State(mailbox.expunge(asked));
            }
            case Operation.Refresh _ -> new Answer.State(mailbox.refresh());
            case Operation.Search o -> {
                asked = o.among().of(mailbox.snapshot());
                yield new Answer.Messages(mailbox.search(query(o), asked));
            }
            case Operation.Read o -> {
                asked = o.pick().of(mailbox.snapshot());
                yield read(mailbox, asked.first(), o.header());
            }
            case Operation.ClaimRecent _ -> new Answer.Messages(mailbox.claimRecent());
            case Operation.Transfer _,
                    Operation.Replace _,
                    Operation.Create _,
                    Operation.Assign _,
                    Operation.Delete _,
                    Operation.Rename _,
                    Operation.Subscribe _,
                    Operation.Unsubscribe _,
                    Operation.ListMailboxes _,
                    Operation.ListSubscriptions _,
                    Operation.ListUses _,
                    Operation.ReopenAccount _,
                    Operation.ReopenStore _ ->
                    throw new IllegalArgumentException("not within a mailbox: " + operation);
        };
    }

    private static SearchQuery query(Operation.Search o) {
        SearchQuery bears =
                SystemFlag.ofImapName(o.flag())
                        .<SearchQuery>map(SearchQuery.Flag::new)
                        .orElseGet(() -> new SearchQuery.Keyword(o.flag()));
        return o.not() ? new SearchQuery.Not(bears) : bears;
    }

    private static Answer deliver(Operation.Deliver o, Mailbox mailbox) throws IOException {
        byte[] bytes = Letter.of(o).given();
        Instant date = Instant.ofEpochSecond(o.dateSeconds(), o.letter());
        try (Delivery delivery = mailbox.deliver(flags(o.flags()), date)) {
            int half = bytes.length / 2;
            delivery.write(bytes, 0, half);
            delivery.write(bytes, half, bytes.length - half);
            Delivery.Delivered told = delivery.commit();
            return new Answer.Delivered(told.uidValidity(), told.uid());
        }
    }

    private static Answer deliverAll(Operation.DeliverAll o, Mailbox mailbox) throws IOException {
        try (Deliveries all = mailbox.deliverAll()) {
            for (Operation.Deliver each : o.messages()) {
                add(all, each);
            }
            Deliveries.Delivered told = all.commit();
            return new Answer.DeliveredAll(told.uidValidity(), told.uids());
        }
    }

    private static void add(Deliveries all, Operation.Deliver each) throws IOException {
        byte[] bytes = Letter.of(each).given();
        all.next(flags(each.flags()), Instant.ofEpochSecond(each.dateSeconds()));
        all.write(bytes, 0, bytes.length / 3);
        all.write(bytes, bytes.length / 3, bytes.length - bytes.length / 3);
    }

    private static Answer read(Mailbox mailbox, Uid uid, boolean header) throws IOException {
        return new Answer.Content(uid, Letter.hash(bytes(mailbox, uid, header)));
    }

    static byte[] bytes(Mailbox mailbox, Uid uid, boolean header) throws IOException {
        Section section = header ? new Section(List.of(), new Section.Header()) : Section.WHOLE;
        try (Message message = mailbox.message(uid)) {
            Message.Content content = message.section(section).orElseThrow();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.writeTo(out, 0, content.sizeBytes());
            return out.toByteArray();
        }
    }
}
