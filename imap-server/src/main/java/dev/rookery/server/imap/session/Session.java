// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.MailboxName;
import dev.rookery.server.imap.command.AppendPiece;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.command.SelectOptions.Resync;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import dev.rookery.server.imap.session.ChangeReports.Known;
import dev.rookery.server.imap.session.Enabled.Extension;
import dev.rookery.server.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;

/// Executes one client's commands, one after another, on the mail it may see.
final class Session implements AutoCloseable {
    private final ServiceParts parts;
    private final Transport transport;
    private final Failures failures;
    private final Enabled enabled = new Enabled();
    private final MessageLimit limit;
    private final LoginCommands login;
    private final SelectCommand select;
    private final ListCommands lists;
    private final StatusCommand status;
    private final AppendCommand append;
    private final FetchCommand fetch;
    private final SearchCommand search;
    private final NotifyCommand notify;
    private boolean compressed;
    private State state = new State.NotAuthenticated();

    /// @param transport tells who the client is
    /// @param ring is run, from any thread, when a mailbox may have news
    Session(ServiceParts parts, Transport transport, Runnable ring) {
        this.parts = parts;
        this.transport = transport;
        this.failures = new Failures(parts.events());
        this.login = new LoginCommands(parts, transport, enabled, failures);
        ImapSettings.Limits limits = parts.settings().limits();
        this.limit = limits.messages();
        this.status = new StatusCommand(limits.appendBytesMax());
        this.lists = new ListCommands(parts.settings(), parts.names(), status, failures);
        this.select = new SelectCommand(enabled, lists, ring, failures);
        this.append = new AppendCommand(limits, parts.clock(), lists);
        this.fetch = new FetchCommand(limit, failures);
        this.search = new SearchCommand(limits, parts.clock(), parts.nanoTime());
        this.notify =
                new NotifyCommand(new Notifications.Voice(lists, status, enabled, failures), ring);
    }

    /// Who logged in, if anybody did.
    Optional<String> login() {
        return user().map(SignedIn::login);
    }

    String capabilities() {
        return Capabilities.of(state, transport, parts.settings());
    }

    State state() {
        return state;
    }

    Outcome run(Command command, Responses out) throws ConnectionBrokenException {
        return settle(failures.guard(place(command), () -> execute(command, out)));
    }

    /// Goes on with a command that asked for a line.
    Outcome answer(Outcome.Ask asked, ByteBuffer line) throws ConnectionBrokenException {
        return settle(failures.guard("AUTHENTICATE", () -> asked.answer().take(line)));
    }

    /// Goes on with a command whose literal is complete.
    Outcome take(Outcome.Receive received, List<AppendPiece> pieces, Responses out)
            throws ConnectionBrokenException {
        return settle(
                failures.guard(
                        place(received.command()),
                        () -> AppendCommand.goOn(received, pieces, out)));
    }

    /// Whether the client writes and reads text in UTF-8.
    boolean speaksUtf8() {
        return enabled.readsUtf8();
    }

    /// The state diagram of RFC 3501 §3: which state a command needs is its type; each branch
    /// checks it once.
    private Outcome execute(Command command, Responses out) throws IOException {
        if (enabled.uidOnly() && Demands.sequenceNumbers(command)) {
            throw Refusal.bad("UIDREQUIRED", "After ENABLE UIDONLY there are UIDs only.");
        }
        if (!(state instanceof State.NotAuthenticated) && Demands.modSeqs(command)) {
            tellModSeqs(out);
        }
        return switch (command) {
            case Command.AnyState c -> anyState(c, out);
            case Command.NotAuthenticated c -> {
                requireNotAuthenticated();
                yield login.run(c);
            }
            case Command.Authenticated c -> authenticated(c, requireUser(), out);
            case Command.Selected c -> selected(c, requireSelected(), out);
        };
    }

    private Outcome anyState(Command.AnyState command, Responses out) throws IOException {
        return switch (command) {
            case Command.Capability _ -> {
                out.untagged(line -> line.raw("CAPABILITY ").raw(capabilities()));
                yield Outcome.ok("That is what we can do.");
            }
            case Command.Noop _ -> {
                refresh();
                yield Outcome.ok("Done nothing.");
            }
            case Command.Id _ -> {
                out.untagged(line -> line.raw("ID (\"name\" \"Rookery\")"));
                yield Outcome.ok("Pleased to meet you.");
            }
            case Command.Logout _ -> {
                out.untagged(Status.bye("Logging out."));
                yield new Outcome.Leave(Status.ok("Logged out."), "logged out");
            }
        };
    }

    private Outcome authenticated(Command.Authenticated command, SignedIn user, Responses out)
            throws IOException {
        return switch (command) {
            case Command.Enable c -> enable(c, out);
            case Command.Compress c -> compress(c);
            case Command.Unauthenticate _ -> unauthenticate();
            case Command.Select c -> select(c, user, out);
            case Command.Notify c -> notify.run(c.request(), user, selection(), out);
            case Command.Create c -> FolderCommands.create(c, user, lists, out);
            case Command.Delete c -> delete(c, user, out);
            case Command.Rename c -> FolderCommands.rename(c, user, lists, out);
            case Command.Subscribe c -> FolderCommands.subscribe(c, user);
            case Command.Unsubscribe c -> FolderCommands.unsubscribe(c, user);
            case Command.ListMailboxes c -> lists.list(c, user, out);
            case Command.Lsub c -> lists.lsub(c, user, out);
            case Command.Status c -> status.run(c, user, out);
            case Command.GetQuota c -> QuotaCommands.get(c, user, out);
            case Command.GetQuotaRoot c -> QuotaCommands.getRoot(c, user, out);
            case Command.SetQuota _ -> throw QuotaCommands.mayNotSet();
            case Command.GetMetadata c -> MetadataCommands.get(c, user, parts.settings(), out);
            case Command.SetMetadata c -> MetadataCommands.set(c, user);
            case Command.Namespace _ -> FolderCommands.namespace(user, out);
            case Command.Append c -> append.append(c, user, selection(), out);
            case Command.Idle _ -> {
                refresh();
                yield new Outcome.Listen();
            }
        };
    }

    private Outcome selected(Command.Selected command, State.Selected in, Responses out)
            throws IOException {
        Selection selection = in.selection();
        return switch (command) {
            case Command.Check _ -> {
                refresh();
                yield Outcome.ok("Checked.");
            }
            case Command.Close _ -> ExpungeCommands.close(in.user(), selection);
            case Command.Unselect _ -> ExpungeCommands.unselect(in.user());
            case Command.Expunge _ -> ExpungeCommands.expunge(selection);
            case Command.UidExpunge c -> ExpungeCommands.uidExpunge(c, selection, limit, out);
            case Command.Search c -> search.run(c, selection, out);
            case Command.Fetch c -> fetch.run(c, selection, out);
            case Command.Store c -> StoreCommand.run(c, selection, limit, out);
            case Command.Copy c -> CopyCommands.copy(c, in.user(), selection, limit);
            case Command.Move c -> CopyCommands.move(c, in.user(), selection, limit, out);
            case Command.Replace c -> append.replace(c, in.user(), selection, out);
        };
    }

    /// Leaves the mailbox that is selected, and says so (RFC 7162 §3.2.11).
    private Outcome select(Command.Select command, SignedIn user, Responses out)
            throws IOException {
        if (command.options().resync().isPresent() && !enabled.has(Extension.QRESYNC)) {
            throw Refusal.bad("QRESYNC comes after ENABLE QRESYNC only.");
        }
        boolean matches = command.options().resync().flatMap(Resync::match).isPresent();
        if (matches && enabled.uidOnly()) {
            throw Refusal.bad("UIDREQUIRED", "After ENABLE UIDONLY there are UIDs only.");
        }
        if (state instanceof State.Selected) {
            become(new State.Authenticated(user));
            out.untagged(Status.ok("CLOSED", "The other mailbox is closed."));
        }
        return select.run(command, user, out);
    }

    private Outcome enable(Command.Enable command, Responses out) throws IOException {
        StringJoiner newly = new StringJoiner(" ", "ENABLED ", "").setEmptyValue("ENABLED");
        boolean hadModSeqs = enabled.tellsModSeqs();
        List<Extension> asked =
                command.capabilities().stream()
                        .flatMap(name -> Extension.ofImapName(name).stream())
                        .distinct()
                        .toList();
        asked.stream()
                .filter(each -> !enabled.has(each))
                .forEach(each -> newly.add(each.imapName()));
        asked.forEach(enabled::add);
        if (enabled.tellsModSeqs() && !hadModSeqs) {
            highestModSeq(out);
        }
        out.untagged(line -> line.raw(newly.toString()));
        out.utf8(enabled.readsUtf8());
        if (state instanceof State.Selected in && !enabled.knowsRecent()) {
            in.selection().view().forgetRecent();
        }
        return Outcome.ok("Enabled what we know of these.");
    }

    /// From the first command on that speaks of mod-sequences. RFC 7162 §3.1.
    private void tellModSeqs(Responses out) throws IOException {
        if (enabled.add(Extension.CONDSTORE)) {
            highestModSeq(out);
        }
    }

    private void highestModSeq(Responses out) throws IOException {
        if (state instanceof State.Selected in) {
            String code = ChangeReports.highestModSeq(in.selection().view().toldWhole());
            out.untagged(Status.ok(code, "Known up to here."));
        }
    }

    /// RFC 8437.
    private Outcome unauthenticate() {
        if (!parts.settings().unauthenticate()) {
            throw Refusal.bad("This server does not know UNAUTHENTICATE.");
        }
        return new Outcome.Enter(new State.NotAuthenticated(), Status.ok("Who are you?"));
    }

    private Outcome compress(Command.Compress command) {
        if (compressed) {
            throw Refusal.bad("COMPRESSIONACTIVE", "What you send is deflated already.");
        }
        if (!command.mechanism().equals("DEFLATE")) {
            throw Refusal.bad("DEFLATE is the mechanism there is.");
        }
        compressed = true;
        return new Outcome.Become(Status.ok("Deflate from here on."), Outcome.Switch.COMPRESSED);
    }

    private Optional<Selection> selection() {
        return state instanceof State.Selected in ? Optional.of(in.selection()) : Optional.empty();
    }

    /// Tells, while no command is in progress, what the client wants to hear at once.
    void speakUp(Responses out) throws IOException {
        if (!notify.isOn()) {
            return;
        }
        ChangeReports.Manner manner = new ChangeReports.Manner(!enabled.wish().delayed(), true);
        Optional<Known> known = report(manner, out).filter(Known::afterMore);
        if (known.isPresent()) {
            out.untagged(Status.ok(known.get().code(), "Known up to here."));
        }
        notify.tell(selection(), out);
    }

    private Outcome delete(Command.Delete command, SignedIn user, Responses out)
            throws IOException {
        MailboxName name = user.name(command.mailbox());
        Outcome deleted = FolderCommands.delete(command, user, lists, out);
        if (state instanceof State.Selected in && in.selection().mailbox().name().equals(name)) {
            in.selection().markGone();
        }
        return deleted;
    }

    /// Tells the client what happened to its mailbox, as far as `command` lets us. Answers up to
    /// where it knows all, if the reply is to say so.
    Optional<Known> report(Command command, Responses out) throws ConnectionBrokenException {
        Optional<Known> known = report(manner(command), out);
        notify.tell(selection(), out);
        return known;
    }

    private Optional<Known> report(ChangeReports.Manner manner, Responses out)
            throws ConnectionBrokenException {
        if (!(state instanceof State.Selected in) || in.selection().isGone()) {
            return Optional.empty();
        }
        Selection selection = in.selection();
        AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());
        failures.attempt(
                "reporting changes of " + selection.mailbox().name(),
                () -> known.set(ChangeReports.write(selection, manner, out)));
        return known.get();
    }

    /// Trouble that the client need not hear of.
    void trouble(String where, IOException trouble) {
        failures.report(where, trouble);
    }

    /// Whether the selected mailbox was deleted under the client's feet.
    boolean isOrphaned() {
        return state instanceof State.Selected in && in.selection().isGone();
    }

    /// Whether the account was closed under the client's feet.
    boolean isLost() {
        return state instanceof State.Selected in && in.selection().isLost();
    }

    private ChangeReports.Manner manner(Command command) {
        ChangeReports.Manner usual = usualManner(command);
        return enabled.has(Extension.IMAP4REV2) ? usual.withUids(true) : usual;
    }

    private static ChangeReports.Manner usualManner(Command command) {
        return switch (command) {
            case Command.Fetch(_, MessageSet named, _, _) -> manner(named);
            case Command.Store(_, MessageSet named, _, _, _) -> manner(named);
            case Command.Copy(_, MessageSet named, _) -> manner(named).withExpunges();
            case Command.Move(_, MessageSet named, _) -> manner(named).withExpunges();
            case Command.Search c ->
                    new ChangeReports.Manner(!Demands.sequenceNumbers(c), c.byUid());
            case Command.Replace(_, MessageSet named, _, _) -> manner(named).withExpunges();
            case Command.UidExpunge _ -> new ChangeReports.Manner(true, true);
            case Command.AnyState _, Command.NotAuthenticated _, Command.Authenticated _ ->
                    ChangeReports.Manner.FREE;
            case Command.Selected _ -> ChangeReports.Manner.FREE;
        };
    }

    private static ChangeReports.Manner manner(MessageSet named) {
        boolean byUid = named.byUid();
        return new ChangeReports.Manner(byUid, byUid);
    }

    private void refresh() throws IOException {
        if (state instanceof State.Selected in) {
            in.selection().refresh();
        }
    }

    private void requireNotAuthenticated() {
        if (!(state instanceof State.NotAuthenticated)) {
            throw Refusal.bad("You are logged in already.");
        }
    }

    private SignedIn requireUser() {
        return switch (state) {
            case State.NotAuthenticated _ -> throw Refusal.bad("Log in first.");
            case State.Authenticated(SignedIn user) -> user;
            case State.Selected(SignedIn user, _) -> user;
        };
    }

    private State.Selected requireSelected() {
        return switch (state) {
            case State.NotAuthenticated _ -> throw Refusal.bad("Log in first.");
            case State.Authenticated _ -> throw Refusal.bad("Select a mailbox first.");
            case State.Selected in -> in;
        };
    }

    private Outcome settle(Outcome outcome) {
        if (outcome instanceof Outcome.Enter(State next, _)) {
            become(next);
        }
        return outcome;
    }

    private void become(State next) {
        if (state instanceof State.Selected(_, Selection left)) {
            left.close();
        }
        if (next instanceof State.NotAuthenticated) {
            notify.close();
            user().ifPresent(SignedIn::close);
            enabled.clear();
            compressed = false;
        }
        state = next;
    }

    private Optional<SignedIn> user() {
        return switch (state) {
            case State.NotAuthenticated _ -> Optional.empty();
            case State.Authenticated(SignedIn user) -> Optional.of(user);
            case State.Selected(SignedIn user, _) -> Optional.of(user);
        };
    }

    /// For the log: what was being done and for whom; no argument of the command, it may be secret.
    private String place(Command command) {
        String verb = command.getClass().getSimpleName();
        return switch (state) {
            case State.NotAuthenticated _ -> verb;
            case State.Authenticated(SignedIn user) -> verb + " of " + user.login();
            case State.Selected(SignedIn user, Selection in) ->
                    verb + " of " + user.login() + " in " + in.mailbox().name();
        };
    }

    @Override
    public void close() {
        notify.close();
        switch (state) {
            case State.NotAuthenticated _ -> {}
            case State.Authenticated(SignedIn user) -> user.close();
            case State.Selected(SignedIn user, Selection in) -> {
                in.close();
                user.close();
            }
        }
    }
}
