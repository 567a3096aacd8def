// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.MailboxName;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import dev.rookery.server.net.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Executes one client's commands, one after another, on the mail it may see.
final class Session implements AutoCloseable {
    private final ServiceParts parts;
    private final Peer peer;
    private final Failures failures;
    private final LoginCommands login;
    private final SelectCommand select;
    private final ListCommands lists;
    private final AppendCommand append;
    private final FetchCommand fetch;
    private State state = new State.NotAuthenticated();

    /// @param ring is run, from any thread, when the selected mailbox may have news
    Session(ServiceParts parts, Peer peer, Runnable ring) {
        this.parts = parts;
        this.peer = peer;
        this.failures = new Failures(parts.events());
        this.login = new LoginCommands(parts, peer, failures);
        this.select = new SelectCommand(ring, failures);
        this.lists = new ListCommands(parts.settings(), parts.names());
        this.append = new AppendCommand(parts.settings().limits().appendBytesMax(), parts.clock());
        this.fetch = new FetchCommand(failures);
    }

    /// Who logged in, if anybody did.
    Optional<String> login() {
        return switch (state) {
            case State.NotAuthenticated _ -> Optional.empty();
            case State.Authenticated(SignedIn user) -> Optional.of(user.login());
            case State.Selected(SignedIn user, _) -> Optional.of(user.login());
        };
    }

    String capabilities() {
        return Capabilities.of(state, peer, parts.settings());
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

    /// Goes on with an APPEND whose message is complete.
    Outcome commit(Outcome.Receive received) throws ConnectionBrokenException {
        return settle(failures.guard(place(received.command()), received.upload()::commit));
    }

    /// The state diagram of RFC 3501 §3: which state a command needs is its type; each branch
    /// checks it once.
    private Outcome execute(Command command, Responses out) throws IOException {
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
            case Command.Enable _ -> {
                out.untagged(line -> line.raw("ENABLED"));
                yield Outcome.ok("Enabled what we know of these.");
            }
            case Command.Select c -> {
                become(new State.Authenticated(user));
                yield select.run(c, user, out);
            }
            case Command.Create c -> FolderCommands.create(c, user);
            case Command.Delete c -> delete(c, user);
            case Command.Rename c -> FolderCommands.rename(c, user);
            case Command.Subscribe c -> FolderCommands.subscribe(c, user);
            case Command.Unsubscribe c -> FolderCommands.unsubscribe(c, user);
            case Command.ListMailboxes c -> lists.list(c, user, out);
            case Command.Lsub c -> lists.lsub(c, user, out);
            case Command.Status c -> FolderCommands.status(c, user, out);
            case Command.Namespace _ -> FolderCommands.namespace(user, out);
            case Command.Append c -> append.run(c, user);
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
            case Command.UidExpunge c -> ExpungeCommands.uidExpunge(c, selection);
            case Command.Search c -> SearchCommand.run(c, selection, out);
            case Command.Fetch c -> fetch.run(c, selection, out);
            case Command.Store c -> StoreCommand.run(c, selection, out);
            case Command.Copy c -> CopyCommands.copy(c, in.user(), selection);
            case Command.Move c -> CopyCommands.move(c, in.user(), selection, out);
        };
    }

    private Outcome delete(Command.Delete command, SignedIn user) throws IOException {
        Outcome deleted = FolderCommands.delete(command, user);
        MailboxName name = user.names().parse(command.mailbox());
        if (state instanceof State.Selected in && in.selection().mailbox().name().equals(name)) {
            in.selection().markGone();
        }
        return deleted;
    }

    /// Tells the client what happened to its mailbox, as far as `command` lets us.
    void report(Command command, Responses out) throws ConnectionBrokenException {
        if (state instanceof State.Selected in && !in.selection().isGone()) {
            failures.guard(
                    "reporting changes of " + in.selection().mailbox().name(),
                    () -> {
                        ChangeReports.write(in.selection(), manner(command), out);
                        return Outcome.ok("Reported.");
                    });
        }
    }

    /// Whether the selected mailbox was deleted under the client's feet.
    boolean isOrphaned() {
        return state instanceof State.Selected in && in.selection().isGone();
    }

    /// Whether the account was closed under the client's feet.
    boolean isLost() {
        return state instanceof State.Selected in && in.selection().isLost();
    }

    private static ChangeReports.Manner manner(Command command) {
        return switch (command) {
            case Command.Fetch(_, MessageSet named, _) -> manner(named);
            case Command.Store(_, MessageSet named, _, _) -> manner(named);
            case Command.Copy(_, MessageSet named, _) -> manner(named).withExpunges();
            case Command.Move(_, MessageSet named, _) -> manner(named).withExpunges();
            case Command.Search(_, _, _, boolean byUid) -> new ChangeReports.Manner(byUid, byUid);
            case Command.UidExpunge _ -> new ChangeReports.Manner(true, true);
            case Command.AnyState _, Command.NotAuthenticated _, Command.Authenticated _ ->
                    ChangeReports.Manner.FREE;
            case Command.Selected _ -> ChangeReports.Manner.FREE;
        };
    }

    private static ChangeReports.Manner manner(MessageSet named) {
        boolean byUid = named instanceof MessageSet.ByUid;
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
        state = next;
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
