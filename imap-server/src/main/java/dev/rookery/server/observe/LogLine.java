// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.observe;

import dev.rookery.server.limits.ServerLimits;
import java.net.InetAddress;
import org.slf4j.event.Level;

/// An event as one line of text. Logins keep the shape of Dovecot 2.3, for which fail2ban and
/// CrowdSec have filters.
record LogLine(Level level, String text) {
    private static final int CAUSES_MAX = 5;
    private static final int FRAMES_MAX = 12;

    static LogLine of(Event event) {
        return switch (event) {
            case Event.Finishing e ->
                    info(
                            "after a crash: %d of %d accounts left open are finished, %d failed"
                                    .formatted(e.done(), e.all(), e.failed()));
            case Event.Listening e -> info(text(e.protocol()) + " listens on " + text(e.address()));
            case Event.LoggedIn e ->
                    info(
                            e.protocol()
                                    + "-login: Login: "
                                    + client(e.login(), e.mechanism())
                                    + ends(e.client(), e.local(), e.secure()));
            case Event.LoginFailed e ->
                    info(
                            e.protocol()
                                    + "-login: Aborted login (auth failed, 1 attempts): "
                                    + client(e.login(), e.mechanism())
                                    + ends(e.client(), e.local(), e.secure()));
            case Event.LoggedOut e ->
                    info(
                            "%s(%s): Disconnected: %s, rip=%s"
                                    .formatted(
                                            e.protocol(),
                                            user(e.login()),
                                            text(e.reason()),
                                            address(e.client())));
            case Event.Disconnected e ->
                    info(
                            "%s-login: Disconnected: %s: rip=%s"
                                    .formatted(
                                            e.protocol(), text(e.reason()), address(e.client())));
            case Event.Delivered e ->
                    info(
                            "lmtp(%s): msgid=<%s>: saved mail to INBOX, %d bytes, %d ms"
                                    .formatted(
                                            user(e.recipient()),
                                            text(bare(e.messageId())),
                                            e.sizeBytes(),
                                            e.took().toMillis()));
            case Event.DeliveryRefused e ->
                    info(
                            "lmtp(%s): refused: %s"
                                    .formatted(
                                            user(e.recipient()),
                                            Escaped.line(
                                                    e.reply(),
                                                    ServerLimits.LOGGED_TEXT_CHARS_MAX)));
            case Event.Misconfigured e -> new LogLine(Level.WARN, text(e.what()));
            case Event.Lent e -> info("admin: " + text(e.maildir()) + " is lent");
            case Event.GivenBack e -> info("admin: " + text(e.maildir()) + " is back");
            case Event.NotMounted e -> new LogLine(Level.ERROR, "Storage: " + text(e.what()));
            case Event.StorageTrouble e -> trouble("Storage", e.where(), e.cause());
            case Event.NetworkTrouble e -> trouble("Network", e.where(), e.cause());
            case Event.WebTrouble e -> new LogLine(Level.ERROR, "Web: " + text(e.what()));
            case Event.Bug e -> trouble("Bug", e.where(), e.cause());
        };
    }

    /// A Message-ID without its brackets.
    private static String bare(String messageId) {
        return messageId.startsWith("<") && messageId.endsWith(">")
                ? messageId.substring(1, messageId.length() - 1)
                : messageId;
    }

    private static LogLine info(String text) {
        return new LogLine(Level.INFO, text);
    }

    private static LogLine trouble(String kind, String where, Throwable cause) {
        StringBuilder line = new StringBuilder(kind).append(": ").append(text(where));
        Throwable at = cause;
        for (int depth = 0; at != null && depth < CAUSES_MAX; depth++) {
            line.append(": ").append(text(at.toString()));
            at = at.getCause();
        }
        StackTraceElement[] frames = cause.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
            line.append(i == 0 ? " at " : " < ").append(text(frames[i].toString()));
        }
        return new LogLine(Level.ERROR, line.toString());
    }

    private static String client(String login, String mechanism) {
        return "user=<" + user(login) + ">, method=" + text(mechanism);
    }

    private static String ends(InetAddress from, String local, boolean secure) {
        String tls = secure ? ", TLS" : "";
        return ", rip=" + address(from) + ", lip=" + host(local) + tls;
    }

    /// The address of `192.0.2.1:993` or `[2001:db8::1]:993`; the path of a socket.
    private static String host(String local) {
        if (local.startsWith("[")) {
            return text(local.substring(1, Math.max(1, local.indexOf(']'))));
        }
        int colon = local.startsWith("/") ? -1 : local.lastIndexOf(':');
        return text(colon < 0 ? local : local.substring(0, colon));
    }

    private static String user(String login) {
        return Escaped.value(login, ServerLimits.LOGGED_USER_CHARS_MAX);
    }

    private static String text(String raw) {
        return Escaped.value(raw, ServerLimits.LOGGED_TEXT_CHARS_MAX);
    }

    private static String address(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
