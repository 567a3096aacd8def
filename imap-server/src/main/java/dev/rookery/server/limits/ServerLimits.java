// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.limits;

import java.time.Duration;

/// Every number by which a client is kept from making the server hold, read or wait too much. Those
/// with a key are defaults: an admin may set `limits.<key>`.
///
/// What mail itself may be, whoever brings it, is in [dev.rookery.maildir.MailLimits]. What happens
/// beyond each is told in `docs/imap.md`, which a test compares with these numbers.
public final class ServerLimits {
    // Connections, over all listeners.

    /// In all: key `connections`.
    public static final int CONNECTIONS_MAX = 10_000;

    /// Key `connections_per_address`. An IPv6 client counts by its /64, here and below.
    public static final int CONNECTIONS_PER_ADDRESS_MAX = 1_000;

    /// Logged in: key `connections_per_user_and_address`.
    public static final int SESSIONS_PER_USER_AND_ADDRESS_MAX = 100;

    /// Not logged in: key `unauthenticated`.
    public static final int STRANGERS_MAX = 1_000;

    /// Not logged in: key `unauthenticated_per_address`.
    public static final int STRANGERS_PER_ADDRESS_MAX = 10;

    /// From connecting, or from STARTTLS, until TLS stands.
    public static final Duration HANDSHAKE_MAX = Duration.ofSeconds(15);

    /// TLS sessions to be resumed; only clients without session tickets leave one behind.
    public static final int TLS_SESSIONS_KEPT_MAX = 1_000;

    /// A client does not read.
    public static final Duration OUTPUT_STUCK_MAX = Duration.ofMinutes(2);

    // Logins.

    /// Characters, and bytes on the wire.
    public static final int USER_MAX = 320;

    /// Some schemes take time by the square of the length.
    public static final int PASSWORD_BYTES_MAX = 512;

    /// One decoded message; more than any name and password need.
    public static final int SASL_MESSAGE_BYTES_MAX = 12 << 10;

    /// Wrong passwords on one connection. Guessing goes on neither for hours nor in one go:
    /// pipelined logins end here, too.
    public static final int FAILED_LOGINS_MAX = 5;

    /// How long the first refusal of a login waits; each further one twice as long.
    public static final Duration LOGIN_DELAY_MIN = Duration.ofSeconds(2);

    public static final Duration LOGIN_DELAY_MAX = Duration.ofSeconds(15);

    /// Without a failure for this long, the earlier ones are forgotten.
    public static final Duration LOGIN_DELAY_MEMORY = Duration.ofMinutes(15);

    /// Networks, and as many names, whose failures are remembered.
    public static final int LOGIN_DELAYS_KEPT_MAX = 10_000;

    // Messages, by IMAP and LMTP.

    /// Of one message: key `message_size`. RFC 7889, RFC 1870.
    public static final long MESSAGE_BYTES_MAX = 50L << 20;

    // Time and patience in IMAP.

    /// From connecting to being logged in, whatever the client does meanwhile: key `login_time`.
    public static final Duration LOGIN_TIME_MAX = Duration.ofSeconds(60);

    /// Logged in, without a byte from the client: key `imap_idle`. RFC 9051 §5.4.
    public static final Duration IMAP_IDLE_MAX = Duration.ofMinutes(32);

    /// Between our signs of life during IDLE: key `imap_keep_alive`.
    public static final Duration IMAP_KEEP_ALIVE = Duration.ofMinutes(2);

    /// In all: key `imap_bad_commands_before_login`.
    public static final int BAD_COMMANDS_BEFORE_LOGIN_MAX = 3;

    /// In a row: key `imap_bad_commands`.
    public static final int BAD_COMMANDS_MAX = 20;

    /// A search that opens messages: key `imap_search_time`.
    public static final Duration SEARCH_MAX = Duration.ofSeconds(30);

    // The bytes of an IMAP command.

    /// What has come but is not looked at yet, as an earlier command still runs; then nothing more
    /// is read.
    public static final int READ_AHEAD_BYTES_MAX = 64 << 10;

    /// One line without its end; a literal starts a new line.
    public static final int LINE_BYTES_BEFORE_LOGIN_MAX = 8 << 10;

    public static final int LINE_BYTES_MAX = 64 << 10;

    /// Lines that are too long, on one connection, each of which is skipped.
    public static final int LONG_LINES_MAX = 1;

    /// The answer to a challenge, in base64.
    public static final int ANSWER_BYTES_MAX = 12 << 10;

    /// A literal that waits for our go-ahead, messages apart.
    public static final int LITERAL_BYTES_BEFORE_LOGIN_MAX = 4 << 10;

    public static final int LITERAL_BYTES_MAX = 128 << 10;

    /// A literal that does not wait, messages apart. RFC 7888.
    public static final int UNASKED_LITERAL_BYTES_MAX = 4 << 10;

    /// A message that comes unasked after its refusal; past that, closing is cheaper than reading
    /// on.
    public static final int SKIPPED_BYTES_MAX = 64 << 20;

    /// A whole command, literals included, messages not.
    public static final int COMMAND_BYTES_BEFORE_LOGIN_MAX = 16 << 10;

    public static final int COMMAND_BYTES_MAX = 1 << 20;

    /// Literals of a whole command, messages not counted; each has all before it read again.
    public static final int LITERALS_BEFORE_LOGIN_MAX = 100;

    public static final int LITERALS_MAX = 1_000;

    /// Lists within lists.
    public static final int NESTING_BEFORE_LOGIN_MAX = 1;

    public static final int NESTING_MAX = 50;

    public static final int TAG_CHARS_MAX = 64;

    // What an IMAP command asks for.

    /// RFC 2971 §3.3.
    public static final int ID_FIELDS_MAX = 30;

    public static final int ID_NAME_BYTES_MAX = 30;
    public static final int ID_VALUE_BYTES_MAX = 1_024;

    /// Of a LIST.
    public static final int PATTERNS_MAX = 100;

    /// Of all patterns of a LIST together.
    public static final int PATTERN_CHARS_MAX = 2_000;

    /// Of a FETCH.
    public static final int FETCH_ITEMS_MAX = 100;

    /// Messages of one FETCH that may turn out unreadable before the rest is given up.
    public static final int UNREADABLE_MAX = 10;

    /// Of a SEARCH.
    public static final int SEARCH_KEYS_MAX = 1_000;

    /// So many of the largest messages may URLs bring with one command.
    public static final int COPIED_MESSAGES_MAX = 10;

    /// Of a NOTIFY.
    public static final int NOTIFY_GROUPS_MAX = 100;

    /// Mailboxes that a NOTIFY names.
    public static final int NOTIFY_NAMES_MAX = 100;

    /// Mailboxes that a NOTIFY watches for what other programs do.
    public static final int NOTIFY_WATCHED_MAX = 100;

    /// Changes that wait for a client with NOTIFY.
    public static final int NOTIFY_CHANGES_MAX = 10_000;

    /// Of one GETMETADATA or SETMETADATA.
    public static final int METADATA_ENTRIES_MAX = 100;

    public static final int METADATA_NAME_CHARS_MAX = 256;

    // LMTP.

    /// A command without its end.
    public static final int LMTP_LINE_BYTES_MAX = 4 << 10;

    /// An address in its angle brackets.
    public static final int LMTP_PATH_CHARS_MAX = 512;

    /// Of one message: key `lmtp_recipients`.
    public static final int LMTP_RECIPIENTS_MAX = 1_000;

    /// From the end of a message to the last of its replies, as long as the disk answers at all: an
    /// MTA that loses its patience delivers everything again.
    public static final Duration LMTP_REPLIES_MAX = Duration.ofSeconds(60);

    /// In all: key `lmtp_bad_commands`.
    public static final int LMTP_BAD_COMMANDS_MAX = 10;

    /// Without a byte from the MTA: key `lmtp_idle`.
    public static final Duration LMTP_IDLE_MAX = Duration.ofMinutes(5);

    // The log.

    /// A name that somebody typed.
    public static final int LOGGED_USER_CHARS_MAX = 64;

    /// Any other text from outside.
    public static final int LOGGED_TEXT_CHARS_MAX = 1_024;

    private ServerLimits() {}
}
