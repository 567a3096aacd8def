// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/// SHA-crypt as in glibc: `$6$[rounds=…$]salt$hash` (SHA-512) or `$5$…` (SHA-256).
///
/// @param setting everything before the hash, the last `$` included
record ShaCryptHash(String setting, String hash) implements PasswordHash {
    static final String SHA512 = "$6$";
    static final String SHA256 = "$5$";
    static final int ROUNDS_MAX = 1_000_000;

    private static final Pattern FORM =
            Pattern.compile(
                    "(\\$[56]\\$(?:rounds=(\\d{1,9})\\$)?[./0-9A-Za-z]{1,16}\\$)([./0-9A-Za-z]+)");
    private static final int SHA512_CHARS = 86;
    private static final int SHA256_CHARS = 43;

    /// @param kind [#SHA512] or [#SHA256]
    static ShaCryptHash parse(String crypt, String kind) {
        Matcher form = FORM.matcher(crypt);
        int chars = kind.equals(SHA512) ? SHA512_CHARS : SHA256_CHARS;
        if (!crypt.startsWith(kind) || !form.matches() || form.group(3).length() != chars) {
            throw new UnsupportedPasswordException(
                    "this is no hash of the form " + kind + "salt$hash");
        }
        String rounds = form.group(2);
        if (rounds != null && Integer.parseInt(rounds) > ROUNDS_MAX) {
            throw new UnsupportedPasswordException(
                    "this hash costs too much to check: at most rounds=" + ROUNDS_MAX);
        }
        return new ShaCryptHash(form.group(1), form.group(3));
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] wiped = password.clone(); // the library overwrites the array it is given
        String computed =
                setting.startsWith(SHA512)
                        ? Sha2Crypt.sha512Crypt(wiped, setting)
                        : Sha2Crypt.sha256Crypt(wiped, setting);
        String end = computed.substring(computed.lastIndexOf('$') + 1);
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), end.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "***";
    }
}
