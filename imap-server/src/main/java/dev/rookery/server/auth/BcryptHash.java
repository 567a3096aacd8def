// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/// bcrypt: `$2a$`, `$2b$` or `$2y$`, cost, salt and hash. Bytes of a password beyond 72 do not
/// count.
record BcryptHash(String encoded) implements PasswordHash {
    static final int COST_MAX = 15;

    private static final int COST_MIN = 4;
    private static final int PASSWORD_BYTES_MAX = 72;
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./0-9A-Za-z]{53}");

    static BcryptHash parse(String encoded) {
        Matcher form = FORM.matcher(encoded);
        if (!form.matches()) {
            throw new UnsupportedPasswordException(
                    "this is no hash of the form $2y$cost$salt-and-hash");
        }
        int cost = Integer.parseInt(form.group(1));
        if (cost < COST_MIN || cost > COST_MAX) {
            throw new UnsupportedPasswordException(
                    "the cost of this bcrypt hash is not between " + COST_MIN + " and " + COST_MAX);
        }
        return new BcryptHash(encoded);
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] counted =
                java.util.Arrays.copyOf(password, Math.min(password.length, PASSWORD_BYTES_MAX));
        return OpenBSDBCrypt.checkPassword(encoded, counted);
    }

    @Override
    public String toString() {
        return "***";
    }
}
