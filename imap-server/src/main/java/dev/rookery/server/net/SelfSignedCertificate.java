// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes a certificate that vouches for itself, for trying things out: EC P-256.
///
/// @param names host names and IP addresses it is good for; the first is its subject
public record SelfSignedCertificate(List<String> names, Instant from, Duration validity) {
    private static final int SERIAL_BITS = 127;

    public SelfSignedCertificate {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a certificate is good for at least one name");
        }
        if (!validity.isPositive()) {
            throw new IllegalArgumentException("a certificate is valid for some time");
        }
    }

    /// Writes both files as PEM, readable by the owner only.
    ///
    /// @throws FileAlreadyExistsException if one is there: nothing is overwritten
    public void write(Path chainFile, Path keyFile, SecureRandom random) throws IOException {
        if (Files.exists(chainFile)) {
            throw new FileAlreadyExistsException(chainFile.toString());
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            writeNew(keyFile, pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
            writeNew(chainFile, pem(certificate(keys, random)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("no certificate could be made", e);
        }
    }

    private X509CertificateHolder certificate(KeyPair keys, SecureRandom random)
            throws IOException, OperatorCreationException {
        X500Name subject =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, names.getFirst()).build();
        return new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(SERIAL_BITS, random).setBit(0),
                        Date.from(from),
                        Date.from(from.plus(validity)),
                        subject,
                        keys.getPublic())
                .addExtension(Extension.subjectAlternativeName, false, alternativeNames())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private GeneralNames alternativeNames() {
        return new GeneralNames(
                names.stream()
                        .map(name -> new GeneralName(kind(name), name))
                        .toArray(GeneralName[]::new));
    }

    private static int kind(String name) {
        boolean address =
                name.contains(":")
                        || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        return address ? GeneralName.iPAddress : GeneralName.dNSName;
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static void writeNew(Path file, String text) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
