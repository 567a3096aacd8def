// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Understands command lines. RFC 2033, RFC 5321 §4.1.1, RFC 1870, RFC 6152.
final class CommandParser {
    private static final int SIZE_DIGITS_MAX = 18;

    private CommandParser() {}

    /// @param line without its line end
    static LmtpCommand parse(String line) throws RefusedException {
        int space = line.indexOf(' ');
        String verb = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space).strip();
        return switch (verb.toUpperCase(Locale.ROOT)) {
            case "LHLO" -> lhlo(rest);
            case "MAIL" -> mail(rest);
            case "RCPT" -> rcpt(rest);
            case "DATA" -> alone(new LmtpCommand.Data(), rest);
            case "RSET" -> alone(new LmtpCommand.Rset(), rest);
            case "NOOP" -> new LmtpCommand.Noop();
            case "VRFY" -> new LmtpCommand.Vrfy();
            case "QUIT" -> alone(new LmtpCommand.Quit(), rest);
            case "HELO", "EHLO" ->
                    throw new RefusedException(500, "5.5.1", "This is LMTP, say LHLO");
            case "AUTH", "BDAT", "ETRN", "EXPN", "HELP", "STARTTLS", "TURN" ->
                    throw new RefusedException(502, "5.5.1", "Command not implemented");
            default -> throw new RefusedException(500, "5.5.2", "Command unknown");
        };
    }

    private static LmtpCommand lhlo(String client) throws RefusedException {
        if (!Grammar.isHost(client)) {
            throw new RefusedException(501, "5.5.4", "LHLO wants a host name");
        }
        return new LmtpCommand.Lhlo(client);
    }

    private static LmtpCommand mail(String rest) throws RefusedException {
        PathParser path = new PathParser(rest, pathStart(rest, "FROM:"));
        Optional<EnvelopeAddress> sender;
        try {
            sender = path.path();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(501, "5.1.7", "Bad sender address");
        }
        long sizeBytes = 0;
        for (Map.Entry<String, String> parameter :
                parameters(rest.substring(path.end())).entrySet()) {
            switch (parameter.getKey()) {
                case "SIZE" -> sizeBytes = size(parameter.getValue());
                case "BODY" -> requireBody(parameter.getValue());
                default -> throw unknownParameter();
            }
        }
        return new LmtpCommand.Mail(sender, sizeBytes);
    }

    private static LmtpCommand rcpt(String rest) throws RefusedException {
        PathParser path = new PathParser(rest, pathStart(rest, "TO:"));
        EnvelopeAddress recipient;
        try {
            recipient = path.path().orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(501, "5.1.3", "Bad recipient address");
        }
        for (String parameter : parameters(rest.substring(path.end())).keySet()) {
            if (!parameter.equals("ORCPT")) {
                throw unknownParameter();
            }
        }
        return new LmtpCommand.Rcpt(recipient);
    }

    private static int pathStart(String rest, String label) throws RefusedException {
        if (!rest.regionMatches(true, 0, label, 0, label.length())) {
            throw new RefusedException(501, "5.5.4", "Expected " + label + "<address>");
        }
        int at = label.length();
        while (at < rest.length() && rest.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static Map<String, String> parameters(String text) throws RefusedException {
        if (!text.isEmpty() && text.charAt(0) != ' ') {
            throw new RefusedException(501, "5.5.4", "Text after the address");
        }
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : text.strip().split(" +", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            boolean first = parameters.put(keyword.toUpperCase(Locale.ROOT), value) == null;
            if (!first) {
                throw new RefusedException(501, "5.5.4", "Parameter given twice");
            }
        }
        return parameters;
    }

    private static long size(String digits) throws RefusedException {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new RefusedException(501, "5.5.4", "SIZE wants a number");
        }
        return digits.length() > SIZE_DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static void requireBody(String type) throws RefusedException {
        if (!type.equalsIgnoreCase("7BIT") && !type.equalsIgnoreCase("8BITMIME")) {
            throw new RefusedException(501, "5.5.4", "BODY is 7BIT or 8BITMIME");
        }
    }

    private static LmtpCommand alone(LmtpCommand command, String rest) throws RefusedException {
        if (!rest.isEmpty()) {
            throw new RefusedException(501, "5.5.4", "Command takes no argument");
        }
        return command;
    }

    private static RefusedException unknownParameter() {
        return new RefusedException(555, "5.5.4", "Parameter not recognized");
    }
}
