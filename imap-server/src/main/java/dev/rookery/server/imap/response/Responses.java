// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import dev.rookery.maildir.Message;
import java.io.IOException;

/// Writes answers to the client, in order, waiting while it reads slowly.
///
/// Text handed in is encoded so that no byte of it can start another response line.
public interface Responses {
    /// `* ` and the data, which is well-formed IMAP already, and CRLF.
    void untagged(Data data) throws IOException;

    /// `tag OK|NO|BAD [code] text`.
    void tagged(dev.rookery.server.imap.command.Tag tag, Status status) throws IOException;

    /// `* OK|NO|BAD|PREAUTH|BYE [code] text`.
    void untagged(Status status) throws IOException;

    /// `+ text`: the client may go on. An empty text is an empty SASL challenge (RFC 3501 §6.2.2).
    void goAhead(String text) throws IOException;

    /// From here on names and strings are UTF-8, in quotes; otherwise names are modified UTF-7 and
    /// other text beyond ASCII travels in literals. RFC 6855 §3.
    void utf8(boolean on);

    /// Sends what is still held back.
    void flush() throws IOException;

    /// A status response: RFC 3501 §7.1.
    ///
    /// @param code without brackets, such as `READ-WRITE` or `UIDNEXT 7`; empty for none
    record Status(Condition condition, String code, String text) {
        public static Status ok(String text) {
            return new Status(Condition.OK, "", text);
        }

        public static Status ok(String code, String text) {
            return new Status(Condition.OK, code, text);
        }

        public static Status no(String code, String text) {
            return new Status(Condition.NO, code, text);
        }

        public static Status bad(String text) {
            return new Status(Condition.BAD, "", text);
        }

        public static Status bye(String text) {
            return new Status(Condition.BYE, "", text);
        }
    }

    /// How a command ended, or why we speak.
    enum Condition {
        OK,
        NO,
        BAD,
        BYE
    }

    /// Builds one untagged response piece by piece; pieces are written as they come.
    interface Data {
        void writeTo(DataWriter out) throws IOException;
    }

    /// The pieces of a response.
    interface DataWriter {
        /// Bytes that are IMAP syntax already.
        DataWriter raw(String ascii) throws IOException;

        DataWriter raw(byte[] bytes) throws IOException;

        DataWriter number(long number) throws IOException;

        /// As atom, quoted or literal, whatever fits.
        DataWriter string(String text) throws IOException;

        /// As a quoted string or a literal, never as an atom.
        DataWriter text(String text) throws IOException;

        /// As a quoted string; only for text that can be one.
        DataWriter quoted(String ascii) throws IOException;

        /// In an atom or quoted string, encoded as the client reads it. RFC 3501 §5.1.3, RFC 6855
        /// §3.
        DataWriter mailbox(String name) throws IOException;

        /// Any bytes: as a quoted string or literal, with NUL among them as a binary literal (RFC
        /// 3516 §4.4).
        DataWriter bytes(byte[] bytes) throws IOException;

        /// `~{size}` CRLF and the bytes, streamed, whatever they are.
        DataWriter binaryLiteral(Message.Content content, long offsetBytes, long lengthBytes)
                throws IOException;

        /// `{size}` CRLF and the bytes, streamed; each NUL among them becomes 0x80.
        DataWriter literal(Message.Content content, long offsetBytes, long lengthBytes)
                throws IOException;
    }
}
