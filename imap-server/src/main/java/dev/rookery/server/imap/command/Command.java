// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.ModSeq;
import dev.rookery.server.auth.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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

    /// RFC 2595 §3.
    record StartTls(Tag tag) implements NotAuthenticated {}

    /// RFC 4978; the mechanism in upper case.
    record Compress(Tag tag, String mechanism) implements Authenticated {}

    /// RFC 8437.
    record Unauthenticate(Tag tag) implements Authenticated {}

    record Enable(Tag tag, List<String> capabilities) implements Authenticated {}

    record Select(Tag tag, String mailbox, Access access, SelectOptions options)
            implements Authenticated {}

    /// @param uses as the client sent them, such as `\Sent` (RFC 6154 §3)
    record Create(Tag tag, String mailbox, List<String> uses) implements Authenticated {}

    record Delete(Tag tag, String mailbox) implements Authenticated {}

    record Rename(Tag tag, String from, String to) implements Authenticated {}

    record Subscribe(Tag tag, String mailbox) implements Authenticated {}

    record Unsubscribe(Tag tag, String mailbox) implements Authenticated {}

    /// `%` and `*` in the patterns are wildcards.
    record ListMailboxes(Tag tag, String reference, List<String> patterns, ListOptions options)
            implements Authenticated {}

    record Lsub(Tag tag, String reference, String pattern) implements Authenticated {}

    record Status(Tag tag, String mailbox, List<StatusItem> items) implements Authenticated {}

    record Namespace(Tag tag) implements Authenticated {}

    /// A command whose messages follow as a stream, from the first literal on.
    sealed interface Storing extends Command {
        String mailbox();

        /// As far as they have come.
        List<AppendPiece> pieces();
    }

    record Append(Tag tag, String mailbox, List<AppendPiece> pieces)
            implements Authenticated, Storing {}

    /// RFC 8508.
    record Replace(Tag tag, MessageSet message, String mailbox, List<AppendPiece> pieces)
            implements Selected, Storing {}

    record Idle(Tag tag) implements Authenticated {}

    /// RFC 9208 §4.1.
    record GetQuota(Tag tag, String root) implements Authenticated {}

    record GetQuotaRoot(Tag tag, String mailbox) implements Authenticated {}

    record SetQuota(Tag tag, String root) implements Authenticated {}

    /// RFC 5464 §4.2.
    ///
    /// @param mailbox empty for the server
    /// @param entries in lower case
    record GetMetadata(
            Tag tag,
            String mailbox,
            OptionalLong valueBytesMax,
            MetadataDepth depth,
            List<String> entries)
            implements Authenticated {}

    /// RFC 5464 §4.3.
    ///
    /// @param values by entries in lower case; nothing to remove one
    record SetMetadata(Tag tag, String mailbox, Map<String, Optional<AnnotationValue>> values)
            implements Authenticated {}

    /// RFC 5465.
    record Notify(Tag tag, NotifyRequest request) implements Authenticated {}

    record Check(Tag tag) implements Selected {}

    record Close(Tag tag) implements Selected {}

    record Unselect(Tag tag) implements Selected {}

    record Expunge(Tag tag) implements Selected {}

    record UidExpunge(Tag tag, MessageSet uids) implements Selected {}

    /// @param wanted how the answer is to look
    /// @param charset in upper case; strings in one that is not known cannot be read, so that `key`
    ///   is ALL then
    /// @param byUid whether the answer speaks in UIDs
    record Search(
            Tag tag, SearchReturn wanted, SearchKey key, Optional<String> charset, boolean byUid)
            implements Selected {
        public static final List<String> CHARSETS = List.of("US-ASCII", "UTF-8");

        public boolean charsetIsKnown() {
            return charset.isEmpty() || CHARSETS.contains(charset.get());
        }
    }

    record Fetch(Tag tag, MessageSet messages, List<FetchItem> items, FetchModifiers modifiers)
            implements Selected {}

    /// @param unchangedSince messages with a greater mod-sequence are left alone (RFC 7162 §3.1.3)
    record Store(
            Tag tag,
            MessageSet messages,
            FlagChange change,
            boolean silent,
            Optional<ModSeq> unchangedSince)
            implements Selected {}

    record Copy(Tag tag, MessageSet messages, String mailbox) implements Selected {}

    record Move(Tag tag, MessageSet messages, String mailbox) implements Selected {}

    /// How far below an entry its children are told, too. RFC 5464 §4.2.2.
    enum MetadataDepth {
        ZERO,
        ONE,
        INFINITY
    }

    /// How a mailbox is opened: SELECT or EXAMINE.
    enum Access {
        READ_WRITE,
        READ_ONLY
    }
}
