// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

/// The paragraphs of a text again, with three times as much markup around them.
final class Html {
    private static final int TIMES = 4;
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html><head>
            <meta http-equiv="Content-Type" content="text/html">
            <style type="text/css">
            body { margin: 0; padding: 0; background-color: #f4f4f4; }
            .content { font-family: Arial, Helvetica, sans-serif; font-size: 14px; }
            </style>
            </head><body>
            """
                    .replace("\n", "\r\n");
    private static final String[] MARKUP = {
        """
        <table width="100%" border="0" cellspacing="0" cellpadding="0" role="presentation">\
        <tr><td align="center" style="padding:12px 0 12px 0;line-height:20px">&nbsp;</td></tr>\
        </table>
        """,
        """
        <div style="margin:0 auto;max-width:600px;border-bottom:1px solid #dddddd"></div>
        """,
        """
        <img src="https://img.example.net/pixel.gif" width="1" height="1" alt="" \
        style="display:block;border:0;outline:none;text-decoration:none">
        """,
        """
        <!--[if mso]><table><tr><td width="600"></td></tr></table><![endif]-->
        """
    };

    static {
        for (int i = 0; i < MARKUP.length; i++) {
            MARKUP[i] = MARKUP[i].replace("\n", "\r\n");
        }
    }

    private Html() {}

    /// @param html which is empty
    static void write(Octets text, Dice dice, Octets html) {
        html.text(HEAD);
        for (int start = 0; start < text.length(); ) {
            int end = paragraphEnd(text, start);
            html.text("<p class=\"content\" style=\"margin:0 0 12px 0;color:#333333\">");
            html.octets(text, start, end).text("</p>\r\n");
            while (html.length() < TIMES * end) {
                html.text(dice.oneOf(MARKUP));
            }
            start = Math.min(text.length(), end + 4);
        }
        html.text("</body></html>\r\n");
    }

    /// Where its last line ends, without the line end.
    private static int paragraphEnd(Octets text, int start) {
        int end = start;
        while (end + 2 < text.length() && !(text.at(end) == '\r' && text.at(end + 2) == '\r')) {
            end++;
        }
        return end + 2 < text.length() ? end : text.length() - 2;
    }
}
