// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.MailStoreException;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.server.auth.Authenticator;
import dev.rookery.server.auth.Credentials;
import dev.rookery.server.auth.SaslPlain;
import dev.rookery.server.auth.Secret;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.response.Responses.Status;
import dev.rookery.server.imap.session.ImapSettings.Auto;
import dev.rookery.server.imap.session.ImapSettings.Folder;
import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.net.Peer;
import dev.rookery.server.net.Transport;
import dev.rookery.server.observe.Event;
import dev.rookery.server.users.MailUser;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/// LOGIN and AUTHENTICATE: RFC 3501 §6.2. Whatever is wrong with a login, the answer is the same.
final class LoginCommands {
    private final ServiceParts parts;
    private final Transport transport;
    private final Enabled enabled;
    private final Failures failures;

    LoginCommands(ServiceParts parts, Transport transport, Enabled enabled, Failures failures) {
        this.parts = parts;
        this.transport = transport;
        this.enabled = enabled;
        this.failures = failures;
    }

    Outcome run(Command.NotAuthenticated command) throws IOException {
        boolean secret = !(command instanceof Command.StartTls);
        if (secret && !Capabilities.mayLogIn(peer(), parts.settings())) {
            throw Refusal.no("PRIVACYREQUIRED", "Passwords are taken inside TLS only.");
        }
        return switch (command) {
            case Command.StartTls _ -> startTls();
            case Command.Login c -> logIn(new Credentials(c.user(), c.password()), "LOGIN");
            case Command.Authenticate c -> authenticate(c);
        };
    }

    private Peer peer() {
        return transport.peer();
    }

    private Outcome startTls() {
        if (!transport.canStartTls()) {
            throw Refusal.bad("There is no TLS to start here.");
        }
        return new Outcome.Become(Status.ok("Begin TLS."), Outcome.Switch.TLS);
    }

    private Outcome authenticate(Command.Authenticate command) throws IOException {
        if (!command.mechanism().equals("PLAIN")) {
            throw Refusal.no("CANNOT", "PLAIN is the mechanism there is.");
        }
        if (command.initialResponse().isPresent()) {
            return plain(command.initialResponse().get());
        }
        return new Outcome.Ask("", line -> plain(SaslAnswer.decode(line)));
    }

    /// Acting as somebody else is refused like a wrong password.
    private Outcome plain(Secret response) throws IOException {
        byte[] message = response.bytes();
        try {
            return logIn(SaslPlain.parse(message).orElseThrow(LoginCommands::refused), "PLAIN");
        } finally {
            Arrays.fill(message, (byte) 0);
        }
    }

    private Outcome logIn(Credentials given, String mechanism) throws IOException {
        String login = given.login();
        if (login.length() > ServerLimits.USER_MAX) {
            throw Refusal.bad("A user name has at most " + ServerLimits.USER_MAX + " characters.");
        }
        return switch (parts.authenticator().check(login, given.password(), peer().address())) {
            case Authenticator.Accepted(MailUser user) -> enter(user, mechanism);
            case Authenticator.Refused _ -> {
                parts.events().happened(failed(login, mechanism));
                throw refused();
            }
            case Authenticator.Unavailable _ ->
                    throw Refusal.no("UNAVAILABLE", "Nobody can check passwords just now.");
        };
    }

    private static Refusal refused() {
        return Refusal.no(Refusal.AUTHENTICATION_FAILED, "Authentication failed.");
    }

    private Event failed(String login, String mechanism) {
        return new Event.LoginFailed(
                "imap", login, mechanism, peer().address(), peer().local(), peer().secure());
    }

    private Outcome enter(MailUser user, String mechanism) throws IOException {
        SignedIn signedIn = open(user);
        try {
            makeFolders(signedIn);
        } catch (RuntimeException bug) {
            signedIn.close();
            throw bug;
        }
        parts.events()
                .happened(
                        new Event.LoggedIn(
                                "imap",
                                user.login(),
                                mechanism,
                                peer().address(),
                                peer().local(),
                                peer().secure()));
        State next = new State.Authenticated(signedIn);
        String capabilities = Capabilities.of(next, transport, parts.settings());
        return new Outcome.Enter(next, Status.ok("CAPABILITY " + capabilities, "Logged in."));
    }

    private SignedIn open(MailUser user) throws IOException {
        UserSessions.Place place =
                parts.userSessions()
                        .take(user.login(), peer().address())
                        .orElseThrow(() -> Refusal.no("LIMIT", "Too many sessions of this user."));
        try {
            Account account = parts.accounts().open(user);
            return new SignedIn(
                    user.login(), account, parts.names(), place, new OwnChanges(), enabled);
        } catch (IOException | RuntimeException failure) {
            place.close();
            throw failure;
        }
    }

    /// Missing folders do not keep anybody from reading mail: failure is reported, not fatal.
    private void makeFolders(SignedIn user) {
        List<Folder> wanted =
                parts.settings().folders().stream().filter(f -> f.auto() != Auto.NO).toList();
        if (wanted.isEmpty()) {
            return;
        }
        try {
            SortedSet<MailboxName> there = user.account().mailboxes();
            for (Folder folder : wanted) {
                if (!there.contains(folder.name())) {
                    make(folder, user.account());
                }
            }
        } catch (IOException | MailStoreException failure) {
            failures.report("making folders of " + user.login(), failure);
        }
    }

    /// Another session of the same user may be just as eager.
    private static void make(Folder folder, Account account) throws IOException {
        try {
            account.create(folder.name());
        } catch (MailboxExistsException already) {
            return;
        }
        if (folder.auto() == Auto.SUBSCRIBE) {
            account.subscribe(folder.name());
        }
    }
}
