// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordSchemesTest {
    /// Hashes of `pässword` as `doveadm pw -s SCHEME` printed them (Dovecot 2.3.19).
    static String[] doveadm() {
        return new String[] {
            "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$vJ2vJWgwyRm68GB7bV3C+g"
                    + "$kxg7Cs15BZlic0B7vUhYLspk4lIdvCl6YCER7yyVOlI",
            "{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$jSJf62HtGEIRGltQe/KiDA"
                    + "$wAPFC8EXkDJ3RCmGyg7cFD3n4L96agwREIm2jF2eW7w",
            "{SHA512-CRYPT}$6$spFyY9ftGMT9omwU$R1AAbaI9Ss4lqWLtF.GNRUtuThPlPqBLazN4ODhc3KufpqZu"
                    + "BxWmek/PYhtLxG2ZxggUE3H6A064a2Y5t2eR9.",
            "{SHA256-CRYPT}$5$QOQHhwqHKhsDJeNF$66eDjlrmZyrbfvlfoBGCryDZqcFE6n1qGtsEDAQStSB",
            "{BLF-CRYPT}$2y$05$pjNJskMw6BMPFJg4qfTqquWzFiFZbiusVuLX/rtpyp9yzhzXH85tS",
            "{CRYPT}$2y$05$G8YAqhwcag0d8mwUp4VmmOtNRKb5NIMJCxMjJw0tm4DeP0zaQbsgC",
            "{PLAIN}pässword",
        };
    }

    /// Hashes of `tiger` by `openssl passwd -6|-5`, `doveadm pw -r 1500` and libxcrypt.
    static String[] otherPrograms() {
        return new String[] {
            "$6$saltstring$DZtsvksrJvpeTddiNyoz4OfqwK5VZOqAEVTpyR7jbEzDgpKnrnOgDHct6lh9Cr2ze"
                    + ".0gk5p7rH9khFza3C7.Q1",
            "$5$saltstring$u35oaWQPP9dV9vyfL7S9iOnEiRZREVoqBIfx.sMI6y2",
            "{SHA512-CRYPT}$6$rounds=1500$VpW2VAyKFMzY5ymy$NQKDZgztyWOUDChjzYZpOg9qqp7qz7Dd259Q5VJ"
                    + ".ZtvYuF/ayeApyTdu9VFsA.CDDEMuJQtCL68Z9/VtniOnt1",
            "{SHA256-CRYPT}$5$rounds=1500$nj0Q.1gDq55Emk/Q"
                    + "$9o7RVApG975nDoIQYe9/OSWNaRs/ywAmsqTKlDuirj2",
            "$2y$05$abcdefghijklmnopqrstuuidFhfDZGjd4MKbhrHXQQrcYS1IRYxwe",
            "$2b$05$abcdefghijklmnopqrstuuidFhfDZGjd4MKbhrHXQQrcYS1IRYxwe",
        };
    }

    @ParameterizedTest
    @MethodSource("doveadm")
    void acceptsThePasswordBehindHashesOfDovecot(String encoded) {
        assertThat(matches(encoded, "pässword")).isTrue();
        assertThat(matches(encoded, "password")).isFalse();
        assertThat(matches(encoded, "")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("otherPrograms")
    void recognisesHashesByTheirStart(String encoded) {
        assertThat(matches(encoded, "tiger")).isTrue();
        assertThat(matches(encoded, "tiger ")).isFalse();
    }

    @Test
    void acceptsTheTestVectorOfBcryptA() {
        String encoded = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        assertThat(matches(encoded, "U*U")).isTrue();
    }

    @Test
    void countsOnly72BytesForBcrypt() {
        String encoded = "$2b$05$abcdefghijklmnopqrstuujf8SX2ahXLwp9w/B.Y5XdysS6yR576q";
        assertThat(matches(encoded, "x".repeat(80))).isTrue();
        assertThat(matches(encoded, "x".repeat(72))).isTrue();
        assertThat(matches(encoded, "x".repeat(71))).isFalse();
    }

    @Test
    void acceptsALongPasswordBehindShaCrypt() {
        String encoded =
                "$6$abc$Ng1YcZTDqmf.ymyIACE07/0a1cuGTrVqLnXtplALrzlmeZs4nE5Zylp0j8MmWhd/V6IC"
                        + ".aKChExHnK8/sVlkl.";
        assertThat(matches(encoded, "x".repeat(300))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("doveadm")
    void answersTheSameWhenAskedAgain(String encoded) {
        PasswordHash hash = PasswordSchemes.parse(encoded);
        byte[] password = "pässword".getBytes(StandardCharsets.UTF_8);
        assertThat(hash.matches(password)).isTrue();
        assertThat(hash.matches(password)).isTrue();
    }

    @Test
    void readsSchemeNamesInAnyCaseAndTheCommonMisspelling() {
        String phc =
                "$argon2id$v=19$m=256,t=1,p=1$vJ2vJWgwyRm68GB7bV3C+g"
                        + "$kxg7Cs15BZlic0B7vUhYLspk4lIdvCl6YCER7yyVOlI";
        assertThat(PasswordSchemes.parse("{argon2id}" + phc)).isInstanceOf(Argon2Hash.class);
        assertThat(PasswordSchemes.parse("{Argon2id-Crypt}" + phc)).isInstanceOf(Argon2Hash.class);
        assertThat(PasswordSchemes.parse(phc)).isInstanceOf(Argon2Hash.class);
    }

    @Test
    void checksWhatItHashed() {
        String encoded = PasswordSchemes.hash(Secret.of("pässword"), new SecureRandom());
        assertThat(encoded).startsWith("{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(matches(encoded, "pässword")).isTrue();
        assertThat(matches(encoded, "passwörd")).isFalse();
        assertThat(PasswordSchemes.hash(Secret.of("pässword"), new SecureRandom()))
                .isNotEqualTo(encoded);
    }

    @Test
    void knowsNoPasswordForNobody() {
        Argon2Hash nobody = Argon2Hash.ofNobody(new SecureRandom());
        assertThat(nobody.matches("".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(nobody.memoryKiB()).isEqualTo(19 * 1024);
    }

    @ParameterizedTest
    @CsvSource({
        "m=262144;t=16;p=16, true",
        "m=262145;t=1;p=1, false",
        "m=65536;t=17;p=1, false",
        "m=65536;t=1;p=17, false",
        "m=4294967296;t=1;p=1, false",
        "m=7;t=1;p=1, false",
        "m=64;t=0;p=1, false",
        "m=64;t=1;p=0, false",
    })
    void boundsWhatAnArgon2CheckMayCost(String cost, boolean usable) {
        String salt = "vJ2vJWgwyRm68GB7bV3C+g";
        String encoded = "$argon2id$v=19$%s$%s$%s".formatted(cost.replace(';', ','), salt, salt);
        assertThat(PasswordSchemes.fault(encoded).isEmpty()).isEqualTo(usable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{PLAIN",
                "{PLAIN}",
                "{SSHA}secret",
                "{SHA512-CRYPT.hex}secret",
                "{MD5-CRYPT}$1$secret$secret",
                "{}secret",
                "{what is secret? yes}secret",
                "$1$secret$secret",
                "$y$j9T$secret$secret",
                "$6$secret",
                "$6$salt$secret",
                "{SHA256-CRYPT}$6$salt$secret",
                "$6$rounds=1000001$saltstring$DZtsvksrJvpeTddiNyoz4OfqwK5VZOqAEVTpyR7jbEzDgpKnrnOgD"
                        + "Hct6lh9Cr2ze.0gk5p7rH9khFza3C7.Q1",
                "$2y$16$abcdefghijklmnopqrstuuidFhfDZGjd4MKbhrHXQQrcYS1IRYxwe",
                "$2x$05$abcdefghijklmnopqrstuuidFhfDZGjd4MKbhrHXQQrcYS1IRYxwe",
                "$2y$05$secret",
                "$argon2d$v=19$m=64,t=1,p=1$vJ2vJWgwyRm68GB7bV3C+g$vJ2vJWgwyRm68GB7bV3C+g",
                "$argon2id$v=20$m=64,t=1,p=1$vJ2vJWgwyRm68GB7bV3C+g$vJ2vJWgwyRm68GB7bV3C+g",
                "$argon2id$v=19$m=64,t=1$vJ2vJWgwyRm68GB7bV3C+g$vJ2vJWgwyRm68GB7bV3C+g",
                "$argon2id$v=19$m=64,t=1,p=1$secret",
                "$argon2id$v=19$m=64,t=1,p=1$!$vJ2vJWgwyRm68GB7bV3C+g",
                "$argon2id$v=19$m=64,t=1,p=1$c2VjcmV0$vJ2vJWgwyRm68GB7bV3C+g",
            })
    void saysWhatItCannotCheckWithoutShowingIt(String encoded) {
        assertThat(PasswordSchemes.fault(encoded)).isPresent();
        assertThat(PasswordSchemes.fault(encoded).get().toLowerCase(Locale.ROOT))
                .doesNotContain("secret");
    }

    @Test
    void namesTheSchemeItDoesNotKnow() {
        assertThatThrownBy(() -> PasswordSchemes.parse("{ssha512}abc"))
                .isInstanceOf(UnsupportedPasswordException.class)
                .hasMessage("password scheme {SSHA512} is not supported by this version");
    }

    @ParameterizedTest
    @MethodSource({"doveadm", "otherPrograms"})
    void neverPrintsWhatIsStored(String encoded) {
        assertThat(PasswordSchemes.parse(encoded)).hasToString("***");
    }

    private static boolean matches(String encoded, String password) {
        return PasswordSchemes.parse(encoded).matches(password.getBytes(StandardCharsets.UTF_8));
    }
}
