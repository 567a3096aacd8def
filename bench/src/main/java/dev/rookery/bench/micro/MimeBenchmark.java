// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.mime.HeaderBytes;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import dev.rookery.maildir.internal.mime.MessageView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Reading a message in memory: all that is noted of it at its delivery, then what a client may ask
/// for when nothing was noted, and some fields of a header that was.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in prepare()
public class MimeBenchmark {
    private static final List<String> FIELDS =
            List.of("Date", "From", "Subject", "To", "Message-ID");

    /// A message of about 4 kB, plain or with two texts and an attachment.
    public enum Shape {
        SMALL,
        MULTIPART;

        private byte[] message() {
            return switch (this) {
                case SMALL -> SampleMessage.ofBytes(4_096);
                case MULTIPART -> MultipartMessage.bytes();
            };
        }

        private String structureBegins() {
            return switch (this) {
                case SMALL -> "(\"text\" \"plain\"";
                case MULTIPART -> "(((\"text\" \"plain\"";
            };
        }
    }

    @Param public Shape shape;

    private MessageBytes message;
    private HeaderBytes header;

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        byte[] bytes = shape.message();
        message = MessageBytes.of(bytes, 0, bytes.length);
        MessageFacts facts = facts();
        header = new HeaderBytes(facts.header().orElseThrow());
        Answer.require((long) bytes.length, facts.crlfBytes());
        Answer.require(text(facts.envelope()), text(envelope()));
        Answer.require(true, text(envelope()).contains("\"Minutes of the meeting\""));
        Answer.require(text(facts.bodyStructure()), text(bodyStructure()));
        Answer.require(true, text(bodyStructure()).startsWith(shape.structureBegins()));
        Answer.require(headerFields(), headerFieldsOfMessage());
        Answer.require(true, headerFields() > 2);
    }

    private static String text(byte[] imap) {
        return new String(imap, US_ASCII);
    }

    @Benchmark
    public MessageFacts facts() throws IOException {
        return MessageFacts.of(message);
    }

    private MessageView open() {
        return new MessageView(Uid.FIRST, message, () -> {});
    }

    @Benchmark
    public byte[] envelope() throws IOException {
        try (Message view = open()) {
            return view.envelope();
        }
    }

    @Benchmark
    public byte[] bodyStructure() throws IOException {
        try (Message view = open()) {
            return view.bodyStructure();
        }
    }

    /// `BODY[HEADER.FIELDS (...)]` from the message.
    @Benchmark
    public long headerFieldsOfMessage() throws IOException {
        try (Message view = open()) {
            Section.HeaderFields wanted = new Section.HeaderFields(FIELDS, false);
            return view.section(new Section(List.of(), wanted)).orElseThrow().sizeBytes();
        }
    }

    /// The same from the header as the cache has it.
    @Benchmark
    public long headerFields() {
        return header.fields(FIELDS, false).sizeBytes();
    }
}
