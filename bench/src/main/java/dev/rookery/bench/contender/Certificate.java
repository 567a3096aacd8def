// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.server.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What all contenders show their clients: a self-signed ECDSA certificate, as PEM files.
public record Certificate(Path chain, Path key) {
    private static final String CHAIN = "cert.pem";
    private static final String KEY = "key.pem";
    private static final Duration VALIDITY = Duration.ofDays(30);

    public static Certificate make(Path directory) throws IOException {
        Certificate made = new Certificate(directory.resolve(CHAIN), directory.resolve(KEY));
        Instant since = Instant.now().minus(Duration.ofHours(1));
        new SelfSignedCertificate(List.of("localhost"), since, VALIDITY)
                .write(made.chain, made.key, new SecureRandom());
        return made;
    }

    /// A configuration without the place where this lies, which is another each time.
    String withoutPath(String configuration) {
        return configuration.replace(chain.toString(), CHAIN).replace(key.toString(), KEY);
    }
}
