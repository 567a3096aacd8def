// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.server.imap.wire.CommandLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What a fuzzer throws its inputs at: the way of a command from bytes to [Step]s. Whatever comes,
/// nothing is thrown, as much is kept as the limits allow, the steps do not depend on how the bytes
/// are cut, and after a line that was refused the next one is understood.
///
/// The first byte of an input says to whom the rest is sent, the second how it is cut.
public final class CommandFuzzTarget {
    private static final int AFTER_LOGIN = 1;
    private static final int UTF8_NAMES = 2;
    private static final int NARROW = 4;
    private static final int HEAD_BYTES = 2;
    private static final byte[] NEXT_LINE = Client.bytes("\r\n*\r\nz NOOP\r\n");

    /// Limits that a short input reaches.
    private static final CommandLimits NARROW_LIMITS =
            new CommandLimits(48, 64, 40, 20, 128, 3, 100, 2);

    /// Buffers grow by doubling, and begin with some room.
    private static final int ROOM_BYTES = 4096;

    private CommandFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEAD_BYTES) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(input, HEAD_BYTES, input.length);
        Client whole = client(input[0]).sends(bytes);
        Client cut = client(input[0]).sendsInPieces(bytes, new Random(input[1]));
        if (!whole.steps().equals(cut.steps())) {
            throw new IllegalStateException(
                    "cut otherwise: " + cut.steps() + " in place of " + whole.steps());
        }
        requireFewBytesKept(whole, input[0]);
        requireFewBytesKept(cut, input[0]);
        if (!new String(bytes, StandardCharsets.ISO_8859_1).contains("{")) {
            requireInStep(whole.sends(NEXT_LINE).steps());
        }
    }

    /// An input that sends `bytes` after login, in pieces.
    static byte[] input(byte[] bytes) {
        byte[] input = new byte[bytes.length + HEAD_BYTES];
        input[0] = AFTER_LOGIN;
        System.arraycopy(bytes, 0, input, HEAD_BYTES, bytes.length);
        return input;
    }

    private static Client client(byte options) {
        boolean narrow = (options & NARROW) != 0;
        return Client.with(
                narrow ? NARROW_LIMITS : CommandLimits.BEFORE_LOGIN,
                narrow ? NARROW_LIMITS : CommandLimits.AFTER_LOGIN,
                (options & AFTER_LOGIN) != 0,
                (options & UTF8_NAMES) != 0);
    }

    private static void requireFewBytesKept(Client client, byte options) {
        if (!client.steps().isEmpty() && client.steps().getLast() instanceof Step.Fatal) {
            // The connection closes, and what came is lost with it.
            return;
        }
        boolean narrow = (options & NARROW) != 0;
        CommandLimits limits =
                narrow
                        ? NARROW_LIMITS
                        : (options & AFTER_LOGIN) != 0
                                ? CommandLimits.AFTER_LOGIN
                                : CommandLimits.BEFORE_LOGIN;
        long kept = client.keptBytes();
        if (kept > 2L * limits.commandBytesMax() + ROOM_BYTES) {
            throw new IllegalStateException(kept + " bytes are kept");
        }
    }

    /// Without literals a line ends at its end, whatever it says. The first line that follows may
    /// be the answer to a challenge.
    private static void requireInStep(List<Step> steps) {
        Step last = steps.getLast();
        boolean understood =
                last instanceof Step.Execute(Command.Noop(Tag tag)) && tag.value().equals("z");
        if (!understood && !(last instanceof Step.Fatal)) {
            throw new IllegalStateException("not in step: " + steps);
        }
    }
}
