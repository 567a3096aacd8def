// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// A plain message of a given size, the same on every run.
public final class SampleMessage {
    private static final int LINE_CHARS = 72;
    private static final String HEADER =
            """
            Return-Path: <anna@example.org>
            Received: from mx.example.org by mail.example.org; Sat, 21 Nov 2026 12:00:00 +0000
            From: Anna <anna@example.org>
            To: Bert <bert@example.org>
            Subject: Minutes of the meeting
            Date: Sat, 21 Nov 2026 12:00:00 +0000
            Message-ID: <minutes.1@example.org>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            """
                    .replace("\n", "\r\n");

    private SampleMessage() {}

    public static byte[] ofBytes(int sizeBytes) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder(HEADER);
        for (int column = 0; text.length() < sizeBytes; column++) {
            if (column == LINE_CHARS) {
                text.append("\r\n");
                column = 0;
            }
            text.append((char) ('a' + random.nextInt(26)));
        }
        text.setLength(sizeBytes - 2);
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
