// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.MailLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The tables of limits in the documentation have the numbers of the code, and all of them.
class LimitsDocumentationTest {
    private static final Path PAGE = Path.of("../docs/imap.md");

    private final Map<String, String> limits = new LinkedHashMap<>();

    @Test
    void tellsTheNumbersOfTheCode() throws IOException {
        bytesOfCommands();
        partsOfCommands();
        mail();
        patience();
        connections();
        lmtp();
        assertThat(documented()).containsExactlyInAnyOrderEntriesOf(limits);
    }

    private static Map<String, String> documented() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("\n## Limits\n"));
        section = section.substring(0, section.indexOf("\n## ", 1));
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : section.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5 && !line.startsWith("|-") && !line.startsWith("| what |")) {
                assertThat(cells[3]).as("what happens beyond " + cells[1]).isNotBlank();
                assertThat(rows.put(cells[1].strip(), cells[2].strip())).as(line).isNull();
            }
        }
        return rows;
    }

    private void bytesOfCommands() {
        row("a line, before login", size(ServerLimits.LINE_BYTES_BEFORE_LOGIN_MAX));
        row("a line, after login", size(ServerLimits.LINE_BYTES_MAX));
        row("the answer to a challenge", size(ServerLimits.ANSWER_BYTES_MAX));
        row(
                "a literal that waits, before login",
                size(ServerLimits.LITERAL_BYTES_BEFORE_LOGIN_MAX));
        row("a literal that waits, after login", size(ServerLimits.LITERAL_BYTES_MAX));
        row("a literal that does not wait", n(ServerLimits.UNASKED_LITERAL_BYTES_MAX) + " bytes");
        row("a message, waiting or not", "message_size", size(ServerLimits.MESSAGE_BYTES_MAX));
        row("a message that comes unasked after a refusal", size(ServerLimits.SKIPPED_BYTES_MAX));
        row(
                "a whole command without messages",
                size(ServerLimits.COMMAND_BYTES_BEFORE_LOGIN_MAX)
                        + " before login, "
                        + size(ServerLimits.COMMAND_BYTES_MAX)
                        + " after");
        row(
                "literals in a command, messages not counted",
                n(ServerLimits.LITERALS_BEFORE_LOGIN_MAX)
                        + " before login, "
                        + n(ServerLimits.LITERALS_MAX)
                        + " after");
        row(
                "lists within lists",
                n(ServerLimits.NESTING_BEFORE_LOGIN_MAX)
                        + " before login, "
                        + n(ServerLimits.NESTING_MAX)
                        + " after");
        row("what is read ahead of the command that runs", size(ServerLimits.READ_AHEAD_BYTES_MAX));
    }

    private void partsOfCommands() {
        row("a tag", n(ServerLimits.TAG_CHARS_MAX) + " characters");
        row("a user name", n(ServerLimits.USER_MAX) + " bytes");
        row("a password", n(ServerLimits.PASSWORD_BYTES_MAX) + " bytes");
        row(
                "ID",
                "%s fields, names of %s bytes, values of %s"
                        .formatted(
                                n(ServerLimits.ID_FIELDS_MAX),
                                n(ServerLimits.ID_NAME_BYTES_MAX),
                                n(ServerLimits.ID_VALUE_BYTES_MAX)));
        row("messages of one command", "imap_messages", "none");
        row(
                "messages in one APPEND, in any case",
                "%s, with keywords of %s together"
                        .formatted(
                                n(MailLimits.DELIVERIES_MAX),
                                size(MailLimits.DELIVERIES_KEYWORD_CHARS_MAX)));
        assertThat(ServerLimits.COPIED_MESSAGES_MAX).isEqualTo(10);
        row("what URLs of one CATENATE or APPEND bring", "ten times `limits.message_size`");
        row("keys of a SEARCH", n(ServerLimits.SEARCH_KEYS_MAX));
        row(
                "a SEARCH that opens messages",
                "imap_search_time",
                ServerLimits.SEARCH_MAX.toSeconds() + " s");
        row(
                "patterns of a LIST",
                "%s, of %s characters together"
                        .formatted(
                                n(ServerLimits.PATTERNS_MAX), n(ServerLimits.PATTERN_CHARS_MAX)));
        row("items of a FETCH", n(ServerLimits.FETCH_ITEMS_MAX));
        assertThat(ServerLimits.NOTIFY_NAMES_MAX).isEqualTo(ServerLimits.NOTIFY_GROUPS_MAX);
        row("names and groups in a NOTIFY", n(ServerLimits.NOTIFY_NAMES_MAX) + " each");
        row(
                "mailboxes that a NOTIFY watches for other programs",
                n(ServerLimits.NOTIFY_WATCHED_MAX));
        row("events that wait for a client with NOTIFY", n(ServerLimits.NOTIFY_CHANGES_MAX));
        row("entries in one GETMETADATA or SETMETADATA", n(ServerLimits.METADATA_ENTRIES_MAX));
        row("name of an entry", n(ServerLimits.METADATA_NAME_CHARS_MAX) + " characters");
    }

    private void mail() {
        row("value of an entry", n(MailLimits.ANNOTATION_BYTES_MAX) + " bytes");
        row(
                "entries of a mailbox, and of the server for a user",
                n(MailLimits.ANNOTATIONS_MAX) + " each");
        row("values of all entries of a user", size(MailLimits.ANNOTATIONS_BYTES_MAX));
        row(
                "keywords of a mailbox",
                "%s, of %s characters"
                        .formatted(n(MailLimits.KEYWORDS_MAX), n(MailLimits.KEYWORD_CHARS_MAX)));
        row(
                "name of a mailbox",
                "%s levels, %s bytes on disk"
                        .formatted(n(MailLimits.LEVELS_MAX), n(MailLimits.DIRECTORY_BYTES_MAX)));
        row("subscriptions", n(MailLimits.SUBSCRIPTIONS_MAX));
        row(
                "structure of a message",
                "%s parts, %s levels, %s for a header, %s for all, %s addresses"
                        .formatted(
                                n(MailLimits.PARTS_MAX),
                                n(MailLimits.DEPTH_MAX),
                                size(MailLimits.HEADER_BYTES_MAX),
                                size(MailLimits.ALL_HEADER_BYTES_MAX),
                                n(MailLimits.ADDRESSES_MAX)));
        row(
                "a field of a header",
                "names of %s bytes, %s parameters, boundaries of %s bytes"
                        .formatted(
                                n(MailLimits.FIELD_NAME_BYTES_MAX),
                                n(MailLimits.PARAMETERS_MAX),
                                n(MailLimits.BOUNDARY_BYTES_MAX)));
        row("INTERNALDATE", MailLimits.FUTURE_MAX.toHours() + " hours ahead");
        row("expunges of a mailbox that QRESYNC remembers", n(MailLimits.EXPUNGES_KEPT_MAX));
        row("messages of one FETCH that the disk does not give", n(ServerLimits.UNREADABLE_MAX));
    }

    private void patience() {
        row(
                "bad commands, before login",
                "imap_bad_commands_before_login",
                n(ServerLimits.BAD_COMMANDS_BEFORE_LOGIN_MAX));
        row(
                "bad commands in a row, after login",
                "imap_bad_commands",
                n(ServerLimits.BAD_COMMANDS_MAX));
        row(
                "wrong passwords on one connection",
                "%s; each is answered after %s to %s s"
                        .formatted(
                                n(ServerLimits.FAILED_LOGINS_MAX),
                                ServerLimits.LOGIN_DELAY_MIN.toSeconds(),
                                ServerLimits.LOGIN_DELAY_MAX.toSeconds()));
        row(
                "networks, and names, whose wrong passwords are remembered",
                "%s each, for %s"
                        .formatted(
                                n(ServerLimits.LOGIN_DELAYS_KEPT_MAX),
                                minutes(ServerLimits.LOGIN_DELAY_MEMORY)));
        row("TLS handshake", ServerLimits.HANDSHAKE_MAX.toSeconds() + " s");
        row(
                "from connecting to being logged in",
                "login_time",
                minutes(ServerLimits.LOGIN_TIME_MAX));
        row(
                "without a byte from the client, IDLE included",
                "imap_idle",
                minutes(ServerLimits.IMAP_IDLE_MAX));
        row(
                "between our signs of life in IDLE",
                "imap_keep_alive",
                minutes(ServerLimits.IMAP_KEEP_ALIVE));
        row("a client that does not read", minutes(ServerLimits.OUTPUT_STUCK_MAX));
    }

    private void connections() {
        row(
                "sessions of one user from one address",
                "connections_per_user_and_address",
                n(ServerLimits.SESSIONS_PER_USER_AND_ADDRESS_MAX));
        row("connections in all", "connections", n(ServerLimits.CONNECTIONS_MAX));
        row(
                "connections from one address",
                "connections_per_address",
                n(ServerLimits.CONNECTIONS_PER_ADDRESS_MAX));
        row("connections not logged in", "unauthenticated", n(ServerLimits.STRANGERS_MAX));
        row(
                "connections not logged in, from one address",
                "unauthenticated_per_address",
                n(ServerLimits.STRANGERS_PER_ADDRESS_MAX));
    }

    private void lmtp() {
        row("a command", n(ServerLimits.LMTP_LINE_BYTES_MAX) + " bytes");
        row("an address", n(ServerLimits.LMTP_PATH_CHARS_MAX) + " characters");
        row("a message", "message_size", size(ServerLimits.MESSAGE_BYTES_MAX));
        row("recipients of a message", "lmtp_recipients", n(ServerLimits.LMTP_RECIPIENTS_MAX));
        row(
                "from the end of a message to the last of its replies",
                ServerLimits.LMTP_REPLIES_MAX.toSeconds() + " s");
        row("bad commands", "lmtp_bad_commands", n(ServerLimits.LMTP_BAD_COMMANDS_MAX));
        row("without a byte from the MTA", "lmtp_idle", minutes(ServerLimits.LMTP_IDLE_MAX));
    }

    private void row(String what, String limit) {
        limits.put(what, limit);
    }

    private void row(String what, String key, String fallback) {
        row(what, "`limits." + key + "`, " + fallback);
    }

    private static String n(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String size(long bytes) {
        long mebibyte = 1 << 20;
        return bytes % mebibyte == 0 ? bytes / mebibyte + " MiB" : (bytes >> 10) + " KiB";
    }

    private static String minutes(Duration time) {
        return time.toMinutes() + (time.toMinutes() == 1 ? " minute" : " minutes");
    }
}
