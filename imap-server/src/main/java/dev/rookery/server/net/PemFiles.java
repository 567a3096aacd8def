// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/// Reads a certificate chain and its key from PEM files. Keys may be PKCS#8, PKCS#1 or SEC1.
///
/// Every complaint names the file; none shows what is in it.
final class PemFiles {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private PemFiles() {}

    /// @throws IOException if a file is unreadable, holds something else, or the key is another's
    static Identity read(Path chainFile, Path keyFile) throws IOException {
        List<X509Certificate> chain = chain(chainFile);
        PrivateKey key = key(keyFile);
        if (!belongTogether(key, chain.getFirst().getPublicKey())) {
            throw new IOException(
                    "the key in "
                            + keyFile
                            + " is not that of the first certificate in "
                            + chainFile);
        }
        return new Identity(key, chain);
    }

    private static List<X509Certificate> chain(Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Object object : objects(file)) {
            if (object instanceof X509CertificateHolder holder) {
                try {
                    chain.add(new JcaX509CertificateConverter().getCertificate(holder));
                } catch (GeneralSecurityException e) {
                    throw new IOException("a certificate in " + file + " is damaged", e);
                }
            }
        }
        if (chain.isEmpty()) {
            throw new IOException("no certificate in " + file);
        }
        return chain;
    }

    private static PrivateKey key(Path file) throws IOException {
        for (Object object : objects(file)) {
            switch (object) {
                case PrivateKeyInfo pkcs8 -> {
                    return decoded(pkcs8, file);
                }
                case PEMKeyPair older -> {
                    return decoded(older.getPrivateKeyInfo(), file);
                }
                case PEMEncryptedKeyPair _ -> throw encrypted(file);
                case PKCS8EncryptedPrivateKeyInfo _ -> throw encrypted(file);
                default -> {}
            }
        }
        throw new IOException("no private key in " + file);
    }

    private static PrivateKey decoded(PrivateKeyInfo key, Path file) throws IOException {
        try {
            return new JcaPEMKeyConverter().getPrivateKey(key);
        } catch (PEMException e) {
            throw new IOException("the key in " + file + " cannot be used", e);
        }
    }

    private static IOException encrypted(Path file) {
        return new IOException("the key in " + file + " is encrypted; store it without passphrase");
    }

    private static List<Object> objects(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " is too large for a PEM file");
        }
        List<Object> objects = new ArrayList<>();
        try (Reader text = new StringReader(Files.readString(file, StandardCharsets.ISO_8859_1));
                PEMParser parser = new PEMParser(text)) {
            @Nullable Object object = parser.readObject();
            while (object != null) {
                objects.add(object);
                object = parser.readObject();
            }
            return objects;
        } catch (FileSystemException unreadable) {
            throw unreadable;
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + " is not a whole PEM file", e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws IOException {
        @Nullable String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
                    default -> null;
                };
        if (algorithm == null) {
            throw new IOException("keys of type " + key.getAlgorithm() + " are not supported");
        }
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            byte[] probe = new byte[32];
            new SecureRandom().nextBytes(probe);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new IOException("the private key cannot be used", e);
        }
    }
}
