// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.time.OffsetDateTime;

/// What servers on the way wrote above a message: trace, signatures, judgements.
final class TraceWriter {
    private static final String FOLD = "\r\n\t";
    private static final String OWN = "mail.example.org";

    private final Octets out;
    private final Envelope envelope;
    private final Dice dice;
    private final String domain;

    TraceWriter(Octets out, Envelope envelope, Dice dice) {
        this.out = out;
        this.envelope = envelope;
        this.dice = dice;
        this.domain = envelope.from().domain();
    }

    void write() {
        String sender = envelope.from().address();
        out.line("Return-Path: <" + sender + ">");
        out.line("Delivered-To: " + Contacts.OWNER.address());
        out.line("X-Original-To: " + Contacts.OWNER.address());
        hops();
        if (dice.percent(50)) {
            chain();
        }
        if (dice.percent(85)) {
            signature(domain);
        }
        if (dice.percent(30)) {
            signature("relay.example.com");
        }
        judgements(sender);
        if (dice.percent(25)) {
            list();
        }
    }

    private void hops() {
        int hops = dice.between(2, 5);
        OffsetDateTime at = envelope.facts().sent();
        for (int i = 0; i < hops; i++) {
            String from = i == hops - 1 ? "mail." + domain : "mx" + i + ".relay.example.com";
            String by = i == 0 ? OWN : "mx" + (i - 1) + ".relay.example.com";
            out.text("Received: from " + from + " (" + from + " [" + address() + "])" + FOLD);
            out.text("(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))" + FOLD);
            out.text("by " + by + " (Postfix) with ESMTPS id " + dice.hex(12));
            out.line(FOLD + "for <" + Contacts.OWNER.address() + ">; " + MailDate.text(at));
        }
    }

    private String address() {
        return "198.51.100." + dice.below(256);
    }

    /// RFC 8617.
    private void chain() {
        long second = envelope.facts().sent().toEpochSecond();
        out.text("ARC-Seal: i=1; a=rsa-sha256; t=" + second + "; cv=none;" + FOLD);
        out.text("d=relay.example.com; s=arc-20240605; b=");
        blob(344);
        out.text("ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed;" + FOLD);
        out.text("d=relay.example.com; s=arc-20240605; h=to:subject:message-id:date:from;" + FOLD);
        out.text("bh=").base64(dice, 43).text("=;" + FOLD + "b=");
        blob(344);
        out.text("ARC-Authentication-Results: i=1; mx0.relay.example.com;" + FOLD);
        out.text("dkim=pass header.i=@" + domain + " header.s=s1;" + FOLD);
        out.line("dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=" + domain);
    }

    /// RFC 6376.
    private void signature(String signer) {
        out.text("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + signer + ";" + FOLD);
        out.text("s=s" + dice.below(4) + "; t=" + envelope.facts().sent().toEpochSecond());
        out.text("; h=from:to:subject:date:message-id:mime-version;" + FOLD + "bh=");
        out.base64(dice, 43).text("=;" + FOLD + "b=");
        blob(172);
    }

    private void blob(int letters) {
        for (int left = letters; left > 0; left -= 64) {
            out.base64(dice, Math.min(64, left));
            if (left > 64) {
                out.text(FOLD + " ");
            }
        }
        out.crlf();
    }

    private void judgements(String sender) {
        out.text("Authentication-Results: " + OWN + ";" + FOLD);
        out.text("dkim=pass header.d=" + domain + " header.i=@" + domain + ";" + FOLD);
        out.line("spf=pass smtp.mailfrom=" + sender);
        out.text("Received-SPF: pass (" + OWN + ": domain of " + domain + FOLD);
        out.line("designates " + address() + " as permitted sender)");
        out.text("X-Spam-Status: No, score=-" + dice.below(6) + "." + dice.below(10));
        out.line(" required=5.0 tests=BAYES_00," + FOLD + "DKIM_SIGNED,DKIM_VALID,SPF_PASS");
        out.line("X-Spam-Level:");
        out.line("X-Virus-Scanned: Debian amavisd-new at " + OWN);
    }

    /// RFC 2369 and RFC 2919.
    private void list() {
        String name = "list" + dice.below(30);
        out.line("List-Id: <" + name + ".lists.example.net>");
        out.line("List-Post: <mailto:" + name + "@lists.example.net>");
        out.line("List-Unsubscribe: <https://lists.example.net/" + name + "/" + dice.hex(16) + ">");
        out.line("Precedence: list");
    }
}
