// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedCertificateTest {
    private static final Instant FROM = Instant.parse("2026-11-21T00:00:00Z");
    private static final SelfSignedCertificate WANTED =
            new SelfSignedCertificate(
                    List.of("localhost", "mail.example.org", "127.0.0.1", "::1"),
                    FROM,
                    Duration.ofDays(825));

    @TempDir private Path directory;

    @Test
    void isGoodForItsNamesAndItsTime() throws Exception {
        X509Certificate made = write("a");
        assertThat(made.getSubjectX500Principal()).hasToString("CN=localhost");
        assertThat(made.getSubjectAlternativeNames().stream().map(name -> name.get(1)).toList())
                .isEqualTo(
                        List.of("localhost", "mail.example.org", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        assertThat(made.getNotBefore().toInstant()).isEqualTo(FROM);
        assertThat(made.getNotAfter().toInstant()).isEqualTo(FROM.plus(Duration.ofDays(825)));
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        made.verify(made.getPublicKey());
    }

    @Test
    void hasASerialNumberAndAKeyOfItsOwn() throws Exception {
        X509Certificate one = write("one");
        X509Certificate other = write("other");
        assertThat(one.getSerialNumber()).isPositive().isNotEqualTo(other.getSerialNumber());
        assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
    }

    @Test
    void isReadableByItsOwnerOnlyAndByUs() throws Exception {
        write("a");
        for (String name : List.of("a.crt", "a.key")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(PemFiles.read(directory.resolve("a.crt"), directory.resolve("a.key")).chain())
                .hasSize(1);
    }

    @Test
    void overwritesNothing() throws IOException {
        Path there = Files.createFile(directory.resolve("there"));
        Path free = directory.resolve("free");
        assertThatThrownBy(() -> WANTED.write(there, free, new SecureRandom()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> WANTED.write(free, there, new SecureRandom()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(free).doesNotExist();
        assertThat(there).isEmptyFile();
    }

    @Test
    void wantsANameAndATime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SelfSignedCertificate(List.of(), FROM, Duration.ofDays(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SelfSignedCertificate(List.of("a"), FROM, Duration.ZERO));
    }

    private X509Certificate write(String name) throws Exception {
        Path chain = directory.resolve(name + ".crt");
        WANTED.write(chain, directory.resolve(name + ".key"), new SecureRandom());
        return TlsClient.certificate(chain);
    }
}
