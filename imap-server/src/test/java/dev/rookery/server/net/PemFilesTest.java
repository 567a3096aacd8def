// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemFilesTest {
    private static final String OLDER_ENCRYPTED =
            """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

            AAAA
            -----END RSA PRIVATE KEY-----
            """;

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "RSA, SHA256withRSA, BEGIN RSA PRIVATE KEY",
        "EC, SHA256withECDSA, BEGIN EC PRIVATE KEY",
        "RSA, SHA256withRSA, BEGIN PRIVATE KEY",
        "EC, SHA256withECDSA, BEGIN PRIVATE KEY",
        "Ed25519, Ed25519, BEGIN PRIVATE KEY",
    })
    void readsKeysInAllTheirForms(String type, String signature, String label) throws Exception {
        KeyPair keys = keys(type);
        String key =
                label.equals("BEGIN PRIVATE KEY")
                        ? pem(new JcaPKCS8Generator(keys.getPrivate(), null))
                        : older(keys.getPrivate());
        assertThat(key).contains(label);
        Identity identity = PemFiles.read(certificate(keys, signature), file("key", key));
        assertThat(identity.chain().getFirst().getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(identity.toString()).doesNotContain("key");
    }

    @Test
    void passesOverWhatOpensslWritesBeforeAnEcKey() throws Exception {
        KeyPair keys = keys("EC");
        String parameters =
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        Path key = file("key", parameters + older(keys.getPrivate()));
        assertThat(PemFiles.read(certificate(keys, "SHA256withECDSA"), key).chain()).hasSize(1);
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() throws Exception {
        Path certificate = certificate(keys("EC"), "SHA256withECDSA");
        for (String type : new String[] {"EC", "RSA"}) {
            Path key = file("key", older(keys(type).getPrivate()));
            assertThatIOException()
                    .isThrownBy(() -> PemFiles.read(certificate, key))
                    .withMessageContaining(key.toString())
                    .withMessageContaining(certificate.toString());
        }
    }

    @Test
    void saysWhatIsWrongWithAFileAndNotWhatIsInIt() throws Exception {
        KeyPair keys = keys("EC");
        Path certificate = certificate(keys, "SHA256withECDSA");
        String pem = pem(new JcaPKCS8Generator(keys.getPrivate(), null));
        Path key = file("key", pem);
        refuses(file("empty", ""), key, "no certificate in");
        refuses(key, key, "no certificate in");
        refuses(certificate, certificate, "no private key in");
        refuses(certificate, file("cut", pem.substring(0, pem.length() / 2)), "not a whole PEM");
        refuses(certificate, file("huge", "x".repeat(1 << 21)), "too large");
        refuses(certificate, file("encrypted", encrypted()), "is encrypted");
        refuses(certificate, file("older", OLDER_ENCRYPTED), "is encrypted");
        refuses(certificate, directory.resolve("missing"), "missing");
    }

    private static void refuses(Path chain, Path key, String why) {
        assertThatIOException()
                .isThrownBy(() -> PemFiles.read(chain, key))
                .withMessageContaining(why)
                .withMessageNotContaining("MII");
    }

    private static KeyPair keys(String type) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        switch (type) {
            case "RSA" -> generator.initialize(2048);
            case "EC" -> generator.initialize(256);
            default -> {}
        }
        return generator.generateKeyPair();
    }

    private Path certificate(KeyPair keys, String signature) throws IOException, OperatorException {
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.parse("2026-11-21T00:00:00Z");
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now),
                        Date.from(now.plusSeconds(60)),
                        name,
                        keys.getPublic());
        var signer = new JcaContentSignerBuilder(signature).build(keys.getPrivate());
        return file("certificate", pem(builder.build(signer)));
    }

    /// The key as `openssl` wrote it before PKCS#8: PKCS#1 or SEC1.
    private static String older(PrivateKey key) throws IOException {
        if (!(key instanceof java.security.interfaces.ECPrivateKey ec)) {
            return pem(key);
        }
        var sec1 = new ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1);
        return pem(new PemObject("EC PRIVATE KEY", sec1.getEncoded()));
    }

    private static String encrypted() throws IOException {
        var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2);
        var info = new EncryptedPrivateKeyInfo(algorithm, new byte[16]);
        return pem(new PemObject("ENCRYPTED PRIVATE KEY", info.getEncoded()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
