// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.server.auth.Secret;
import dev.rookery.server.imap.wire.Characters;
import dev.rookery.server.imap.wire.SyntaxException;
import dev.rookery.server.limits.ServerLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who the client is: ID, LOGIN, AUTHENTICATE, and ENABLE.
final class LoginCommands {
    private final Arguments in;
    private final Tag tag;

    LoginCommands(Arguments in, Tag tag) {
        this.in = in;
        this.tag = tag;
    }

    Command login() {
        in.keepSecret();
        String user =
                limited(in.space().astring("a user name"), ServerLimits.USER_MAX, "a user name");
        Secret password = Secret.of(in.space().astringBytes("a password"));
        return new Command.Login(tag, user, password);
    }

    /// With the initial response of RFC 4959, where `=` stands for an empty one.
    Command authenticate() {
        in.keepSecret();
        String mechanism = in.space().keyword("a mechanism");
        Optional<Secret> response =
                in.takes(' ') ? Optional.of(initialResponse()) : Optional.empty();
        return new Command.Authenticate(tag, mechanism, response);
    }

    /// RFC 4978 §4.
    Command compress() {
        return new Command.Compress(tag, in.space().keyword("a mechanism"));
    }

    Command enable() {
        List<String> capabilities = new ArrayList<>();
        do {
            capabilities.add(in.space().keyword("a capability"));
        } while (in.sees(' '));
        return new Command.Enable(tag, List.copyOf(capabilities));
    }

    /// RFC 2971 §3.3 sets the limits.
    Command id() {
        in.space();
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        if (!in.sees('(')) {
            in.nil("a list of fields or NIL");
            return new Command.Id(tag, Map.of());
        }
        in.open("a list of fields or NIL");
        if (!in.sees(')')) {
            do {
                String name =
                        limited(in.string("a field"), ServerLimits.ID_NAME_BYTES_MAX, "a field");
                fields.put(name, in.space().nstring("a value").map(LoginCommands::limitedValue));
                requireFewFields(fields);
            } while (in.takes(' '));
        }
        in.close();
        return new Command.Id(tag, Collections.unmodifiableMap(fields));
    }

    private Secret initialResponse() {
        if (in.takes('=')) {
            return Secret.of(new byte[0]);
        }
        int start = in.position();
        String text = in.run(Characters::isBase64, "a response in base64");
        try {
            return Secret.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            throw in.unknown(start, "a response in base64");
        }
    }

    private static void requireFewFields(Map<String, Optional<String>> fields) {
        if (fields.size() > ServerLimits.ID_FIELDS_MAX) {
            throw new SyntaxException(
                    "LIMIT", "ID has at most " + ServerLimits.ID_FIELDS_MAX + " fields");
        }
    }

    private static String limitedValue(String text) {
        return limited(text, ServerLimits.ID_VALUE_BYTES_MAX, "a value");
    }

    private static String limited(String text, int bytesMax, String what) {
        if (text.getBytes(StandardCharsets.UTF_8).length > bytesMax) {
            throw new SyntaxException("LIMIT", what + " has at most " + bytesMax + " bytes");
        }
        return text;
    }
}
