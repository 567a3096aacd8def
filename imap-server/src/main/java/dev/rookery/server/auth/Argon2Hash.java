// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2i or Argon2id in PHC form: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. RFC 9106.
///
/// Parameters are bounded, as they say how much a single guess may cost us.
final class Argon2Hash implements PasswordHash {
    static final int MEMORY_KIB_MAX = 256 * 1024;
    static final int PASSES_MAX = 16;
    static final int LANES_MAX = 16;

    private static final int SALT_BYTES_MIN = 8;
    private static final int HASH_BYTES_MIN = 12;
    private static final int BYTES_MAX = 128;

    /// What we write: OWASP's first choice, about 30 ms and 19 MiB a check.
    private static final Cost OURS = new Cost(19 * 1024, 2, 1);

    private static final int OUR_SALT_BYTES = 16;
    private static final int OUR_HASH_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final Kind kind;
    private final int version;
    private final Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    private Argon2Hash(Kind kind, int version, Cost cost, byte[] salt, byte[] hash) {
        if (salt.length < SALT_BYTES_MIN || salt.length > BYTES_MAX) {
            throw new UnsupportedPasswordException("the salt of this Argon2 hash is out of range");
        }
        if (hash.length < HASH_BYTES_MIN || hash.length > BYTES_MAX) {
            throw new UnsupportedPasswordException("this Argon2 hash is too short or too long");
        }
        this.kind = kind;
        this.version = version;
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    /// @param memoryKiB m
    /// @param passes t
    /// @param lanes p
    record Cost(int memoryKiB, int passes, int lanes) {
        Cost {
            if (memoryKiB > MEMORY_KIB_MAX || passes > PASSES_MAX || lanes > LANES_MAX) {
                throw new UnsupportedPasswordException(
                        "this Argon2 hash costs too much to check: at most m="
                                + MEMORY_KIB_MAX
                                + (",t=" + PASSES_MAX + ",p=" + LANES_MAX));
            }
            if (passes < 1 || lanes < 1 || memoryKiB < 8 * lanes) {
                throw new UnsupportedPasswordException("this Argon2 hash has impossible costs");
            }
        }
    }

    enum Kind {
        ARGON2I("argon2i", Argon2Parameters.ARGON2_i),
        ARGON2ID("argon2id", Argon2Parameters.ARGON2_id);

        private final String phcName;
        private final int number;

        Kind(String phcName, int number) {
            this.phcName = phcName;
            this.number = number;
        }
    }

    static Argon2Hash parse(String phc) {
        String[] parts = phc.split("\\$", -1);
        boolean versioned = parts.length == 6 && parts[2].startsWith("v=");
        if (!parts[0].isEmpty() || (!versioned && parts.length != 5)) {
            throw malformed();
        }
        int at = versioned ? 3 : 2;
        int version =
                versioned
                        ? number(parts[2].substring("v=".length()))
                        : Argon2Parameters.ARGON2_VERSION_10;
        if (version != Argon2Parameters.ARGON2_VERSION_13
                && version != Argon2Parameters.ARGON2_VERSION_10) {
            throw new UnsupportedPasswordException("this Argon2 hash is of an unknown version");
        }
        return new Argon2Hash(
                kind(parts[1]),
                version,
                cost(parts[at]),
                bytes(parts[at + 1]),
                bytes(parts[at + 2]));
    }

    static Argon2Hash of(byte[] password, SecureRandom random) {
        byte[] salt = new byte[OUR_SALT_BYTES];
        random.nextBytes(salt);
        int version = Argon2Parameters.ARGON2_VERSION_13;
        byte[] hash = new byte[OUR_HASH_BYTES];
        Argon2Hash blank = new Argon2Hash(Kind.ARGON2ID, version, OURS, salt, hash);
        return new Argon2Hash(Kind.ARGON2ID, version, OURS, salt, blank.compute(password));
    }

    /// A hash of what we write that no password is known for.
    static Argon2Hash ofNobody(SecureRandom random) {
        byte[] salt = new byte[OUR_SALT_BYTES];
        byte[] hash = new byte[OUR_HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return new Argon2Hash(Kind.ARGON2ID, Argon2Parameters.ARGON2_VERSION_13, OURS, salt, hash);
    }

    String encoded() {
        return "$%s$v=%d$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        kind.phcName,
                        version,
                        cost.memoryKiB,
                        cost.passes,
                        cost.lanes,
                        BASE64.encodeToString(salt),
                        BASE64.encodeToString(hash));
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(hash, compute(password));
    }

    @Override
    public int memoryKiB() {
        return cost.memoryKiB;
    }

    @Override
    public String toString() {
        return "***";
    }

    private byte[] compute(byte[] password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(kind.number)
                        .withVersion(version)
                        .withMemoryAsKB(cost.memoryKiB)
                        .withIterations(cost.passes)
                        .withParallelism(cost.lanes)
                        .withSalt(salt)
                        .build());
        byte[] computed = new byte[hash.length];
        generator.generateBytes(password, computed);
        return computed;
    }

    private static Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (kind.phcName.equals(name)) {
                return kind;
            }
        }
        throw new UnsupportedPasswordException("only argon2i and argon2id hashes are supported");
    }

    private static Cost cost(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 3
                || !parts[0].startsWith("m=")
                || !parts[1].startsWith("t=")
                || !parts[2].startsWith("p=")) {
            throw malformed();
        }
        return new Cost(
                number(parts[0].substring(2)),
                number(parts[1].substring(2)),
                number(parts[2].substring(2)));
    }

    private static int number(String digits) {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException notANumber) {
            throw malformed();
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
    }

    private static UnsupportedPasswordException malformed() {
        return new UnsupportedPasswordException(
                "this is no Argon2 hash of the form $argon2id$v=19$m=…,t=…,p=…$salt$hash");
    }
}
