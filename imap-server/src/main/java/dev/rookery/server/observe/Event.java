// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.observe;

import java.net.InetAddress;
import java.time.Duration;

/// Something worth knowing that happened. One event is one log line.
public sealed interface Event {
    /// After a crash: of all accounts that were open, so many are as they should be now, and so
    /// many could not be brought to it.
    record Finishing(int done, int failed, int all) implements Event {}

    /// A listener accepts connections.
    record Listening(String protocol, String address) implements Event {}

    /// @param local where the client came in, such as `127.0.0.1:993`
    record LoggedIn(
            String protocol,
            String login,
            String mechanism,
            InetAddress client,
            String local,
            boolean secure)
            implements Event {}

    /// @param local where the client came in, such as `127.0.0.1:993`
    record LoginFailed(
            String protocol,
            String login,
            String mechanism,
            InetAddress client,
            String local,
            boolean secure)
            implements Event {}

    record LoggedOut(String protocol, String login, InetAddress client, String reason)
            implements Event {}

    /// A client left, or was sent away, before it logged in.
    record Disconnected(String protocol, InetAddress client, String reason) implements Event {}

    record Delivered(String recipient, String messageId, long sizeBytes, Duration took)
            implements Event {}

    record DeliveryRefused(String recipient, String reply) implements Event {}

    /// A file that an admin wrote says something that cannot be done; the rest of it holds.
    record Misconfigured(String what) implements Event {}

    /// The command line has an account, which nobody else can open meanwhile.
    record Lent(String maildir) implements Event {}

    /// It is the server's again.
    record GivenBack(String maildir) implements Event {}

    /// The directory with all mail is not what it was: its disk is missing. Until it is there, no
    /// account is made.
    record NotMounted(String what) implements Event {}

    /// The disk refused, or what lies on it is damaged: names the file where it can.
    record StorageTrouble(String where, Throwable cause) implements Event {}

    /// A listener cannot accept, or certificate files cannot be used: what ran before goes on.
    record NetworkTrouble(String where, Throwable cause) implements Event {}

    /// The web service could not answer a request.
    record WebTrouble(String what) implements Event {}

    /// A bug: the connection was ended, the rest goes on.
    record Bug(String where, Throwable cause) implements Event {}
}
