// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static dev.rookery.bench.corpus.TransferEncoding.BASE64;
import static dev.rookery.bench.corpus.TransferEncoding.QUOTED_PRINTABLE;
import static dev.rookery.bench.corpus.TransferEncoding.SEVEN_BIT;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Languages of the mail, each with one way to write it down.
///
/// Beside the commonest words all are made of syllables: nobody's words, but as long as words are.
/// None has a `q` in it, by which needles are told from all else.
enum Language {
    ENGLISH(
            StandardCharsets.US_ASCII,
            SEVEN_BIT,
            """
            the of and to in a is that for it you was with on as have but be they are this from or
            had by not what were we there can an your which their said if do will each about how
            """,
            "b c d f g h j k l m n p r s t v w z st tr pl ch",
            "a e i o u ee oo ai ea er an on in"),
    GERMAN(
            StandardCharsets.UTF_8,
            QUOTED_PRINTABLE,
            """
            der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es
            an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen
            """,
            "b d f g h k l m n p r s t v w z sch st br gr pf",
            "a e i o u ei au ie eu en er an in un ü ö ä"),
    FRENCH(
            StandardCharsets.ISO_8859_1,
            QUOTED_PRINTABLE,
            """
            de la le et les des en un du une est pour dans par plus pas au sur ne se ce il sont à
            été ont avec son mais comme ou si leur y dont elle cette entre nous après être où
            """,
            "b c d f g j l m n p r s t v ch br gr pl tr",
            "a e i o u é è ou ai on an eu in oi"),
    RUSSIAN(
            StandardCharsets.UTF_8,
            BASE64,
            """
            и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой
            ты год от так о для же все или если мочь вы человек такой его сказать только
            """,
            "б в г д ж з к л м н п р с т х ч ст пр",
            "а е и о у ы я ов ен ор ан"),
    JAPANESE(
            StandardCharsets.UTF_8,
            BASE64,
            """
            の は に を が で と た し も です ます こと これ それ ため から まで より など について
            """,
            "会 議 予 定 報 告 書 資 料 確 認 連 絡 新 製 品 開 発 計 画 部 長 本 日",
            "の は に を が で と る い し た く");

    private final Charset charset;
    private final TransferEncoding encoding;
    private final String commonest;
    private final String onsets;
    private final String nuclei;

    Language(
            Charset charset,
            TransferEncoding encoding,
            String commonest,
            String onsets,
            String nuclei) {
        this.charset = charset;
        this.encoding = encoding;
        this.commonest = commonest;
        this.onsets = onsets;
        this.nuclei = nuclei;
    }

    /// Four of five are English.
    static Language draw(Dice dice) {
        int percent = dice.below(100);
        if (percent < 82) {
            return ENGLISH;
        } else if (percent < 89) {
            return GERMAN;
        } else if (percent < 94) {
            return FRENCH;
        }
        return percent < 98 ? RUSSIAN : JAPANESE;
    }

    Charset charset() {
        return charset;
    }

    TransferEncoding encoding() {
        return encoding;
    }

    /// Whether its words stand apart.
    boolean hasSpaces() {
        return this != JAPANESE;
    }

    List<String> commonest() {
        return split(commonest);
    }

    List<String> onsets() {
        return split(onsets);
    }

    List<String> nuclei() {
        return split(nuclei);
    }

    private static List<String> split(String words) {
        return List.of(words.strip().split("\\s+"));
    }
}
