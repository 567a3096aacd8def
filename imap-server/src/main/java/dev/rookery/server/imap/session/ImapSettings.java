// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.limits.ServerLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an admin decides about IMAP.
///
/// @param separator between the levels of a mailbox name, as clients see it
/// @param namespacePrefix in front of every mailbox but INBOX, such as `INBOX.`; mostly empty
/// @param plaintextLogin whether passwords are taken without TLS, from this machine only
/// @param unauthenticate whether a connection may be used for one user after the other (RFC 8437)
public record ImapSettings(
        char separator,
        String namespacePrefix,
        List<Folder> folders,
        boolean plaintextLogin,
        boolean unauthenticate,
        Limits limits) {
    public ImapSettings {
        if (separator <= ' ' || separator > '~' || "\"\\*%&".indexOf(separator) >= 0) {
            throw new IllegalArgumentException("not fit to separate levels: " + (int) separator);
        }
        if (!namespacePrefix.isEmpty()
                && namespacePrefix.charAt(namespacePrefix.length() - 1) != separator) {
            throw new IllegalArgumentException(
                    "a namespace prefix ends with the separator " + separator);
        }
        if (!namespacePrefix.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\')) {
            throw new IllegalArgumentException(
                    "a namespace prefix is printable ASCII without quotes: " + namespacePrefix);
        }
        folders = List.copyOf(folders);
    }

    public static ImapSettings defaults() {
        return new ImapSettings('.', "", List.of(), true, true, Limits.DEFAULT);
    }

    /// A folder that is known by name: what it is for unless its owner says something else, and
    /// whether it is made at login.
    public record Folder(MailboxName name, Optional<SpecialUse> use, Auto auto) {}

    /// Whether a missing folder is made when its owner logs in.
    public enum Auto {
        NO,
        CREATE,
        SUBSCRIBE
    }

    /// What a client may cost.
    ///
    /// @param appendBytesMax one message (RFC 7889)
    /// @param login from accept to login, whatever the client does meanwhile
    /// @param silence after login without a byte from the client; at least 30 min (RFC 9051 §5.4)
    /// @param keepAlive between signs of life during IDLE
    /// @param badCommandsBeforeLoginMax in all
    /// @param badCommandsMax in a row, after login
    /// @param messages of one command
    /// @param search may take so long
    /// @param sessionsPerUserMax of one user from one address
    public record Limits(
            long appendBytesMax,
            Duration login,
            Duration silence,
            Duration keepAlive,
            int badCommandsBeforeLoginMax,
            int badCommandsMax,
            MessageLimit messages,
            Duration search,
            int sessionsPerUserMax) {
        public static final Limits DEFAULT =
                new Limits(
                        ServerLimits.MESSAGE_BYTES_MAX,
                        ServerLimits.LOGIN_TIME_MAX,
                        ServerLimits.IMAP_IDLE_MAX,
                        ServerLimits.IMAP_KEEP_ALIVE,
                        ServerLimits.BAD_COMMANDS_BEFORE_LOGIN_MAX,
                        ServerLimits.BAD_COMMANDS_MAX,
                        MessageLimit.NONE,
                        ServerLimits.SEARCH_MAX,
                        ServerLimits.SESSIONS_PER_USER_AND_ADDRESS_MAX);
    }
}
