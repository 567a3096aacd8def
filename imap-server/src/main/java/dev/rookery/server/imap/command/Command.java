// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.server.auth.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One client command. Holding one proves its syntax; its interface names the state that may run
/// it. RFC 3501 §6.
///
/// Mailbox names are Unicode already, with the separator the client used.
public sealed interface Command {
    Tag tag();

    /// May run in any state.
    sealed interface AnyState extends Command {}

    /// May run before login only.
    sealed interface NotAuthenticated extends Command {}

    /// May run after login, mailbox selected or not.
    sealed interface Authenticated extends Command {}

    /// May run only while a mailbox is selected.
    sealed interface Selected extends Command {}

    record Capability(Tag tag) implements AnyState {}

    record Noop(Tag tag) implements AnyState {}

    record Logout(Tag tag) implements AnyState {}

    /// RFC 2971; names as the client sent them, values absent for NIL.
    record Id(Tag tag, Map<String, Optional<String>> fields) implements AnyState {}

    record Login(Tag tag, String user, Secret password) implements NotAuthenticated {}

    /// AUTHENTICATE; the mechanism in upper case, the initial response decoded (RFC 4959).
    record Authenticate(Tag tag, String mechanism, Optional<Secret> initialResponse)
            implements NotAuthenticated {}

    record Enable(Tag tag, List<String> capabilities) implements Authenticated {}

    record Select(Tag tag, String mailbox, Access access) implements Authenticated {}

    record Create(Tag tag, String mailbox) implements Authenticated {}

    record Delete(Tag tag, String mailbox) implements Authenticated {}

    record Rename(Tag tag, String from, String to) implements Authenticated {}

    record Subscribe(Tag tag, String mailbox) implements Authenticated {}

    record Unsubscribe(Tag tag, String mailbox) implements Authenticated {}

    /// `%` and `*` in the pattern are wildcards.
    record ListMailboxes(Tag tag, String reference, String pattern) implements Authenticated {}

    record Lsub(Tag tag, String reference, String pattern) implements Authenticated {}

    record Status(Tag tag, String mailbox, List<StatusItem> items) implements Authenticated {}

    record Namespace(Tag tag) implements Authenticated {}

    /// APPEND up to the announcement of its literal; the bytes follow as a stream.
    ///
    /// @param sizeBytes as announced; any number up to `Long.MAX_VALUE`, which stands for more
    /// @param synchronizing whether the client waits for our go-ahead before it sends the bytes
    record Append(
            Tag tag,
            String mailbox,
            Flags flags,
            Optional<Instant> internalDate,
            long sizeBytes,
            boolean synchronizing)
            implements Authenticated {}

    record Idle(Tag tag) implements Authenticated {}

    record Check(Tag tag) implements Selected {}

    record Close(Tag tag) implements Selected {}

    record Unselect(Tag tag) implements Selected {}

    record Expunge(Tag tag) implements Selected {}

    record UidExpunge(Tag tag, NumberSet uids) implements Selected {}

    /// @param charset in upper case; strings in one that is not known cannot be read, so that `key`
    ///   is ALL then
    /// @param byUid whether the answer speaks in UIDs
    record Search(Tag tag, SearchKey key, Optional<String> charset, boolean byUid)
            implements Selected {
        public static final List<String> CHARSETS = List.of("US-ASCII", "UTF-8");

        public boolean charsetIsKnown() {
            return charset.isEmpty() || CHARSETS.contains(charset.get());
        }
    }

    record Fetch(Tag tag, MessageSet messages, List<FetchItem> items) implements Selected {}

    record Store(Tag tag, MessageSet messages, FlagChange change, boolean silent)
            implements Selected {}

    record Copy(Tag tag, MessageSet messages, String mailbox) implements Selected {}

    record Move(Tag tag, MessageSet messages, String mailbox) implements Selected {}

    /// How a mailbox is opened: SELECT or EXAMINE.
    enum Access {
        READ_WRITE,
        READ_ONLY
    }
}
