// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import dev.rookery.bench.corpus.Dice.Aspect;
import java.util.Locale;

/// The same 3,000 people write to every box, some much more than others.
final class Contacts {
    static final int COUNT = 3_000;

    /// Whose mail a box holds.
    static final Contact OWNER = new Contact("Olga Owner", "olga@example.org");

    private static final int DOMAINS = 400;
    private static final Zipf SHARES = new Zipf(COUNT, 1.05);
    private static final Contact[] ALL = new Contact[COUNT];
    private static final String[] FIRST_NAMES = {
        "Anna", "Bert", "Clara", "David", "Emma", "Felix", "Greta", "Hugo", "Ida", "Jan", "Karla",
        "Leo", "Mona", "Nils", "Olaf", "Paula", "Rosa", "Simon", "Tilda", "Uwe", "Vera", "Wim"
    };
    private static final String[] FOREIGN_NAMES = {"Jürgen", "Zoé", "Søren", "Łucja", "Иван", "花子"};

    static {
        for (int i = 0; i < COUNT; i++) {
            ALL[i] = contact(i);
        }
    }

    private Contacts() {}

    static int draw(Dice dice) {
        return SHARES.draw(dice);
    }

    static Contact at(int index) {
        return ALL[index];
    }

    /// The same person under a name that nobody else has.
    static Contact renamed(int index, String name) {
        Contact contact = at(index);
        String first = contact.name().substring(0, contact.name().indexOf(' '));
        String address = name + "." + index + "@" + contact.domain();
        return new Contact(first + " " + capitalised(name), address);
    }

    private static Contact contact(int index) {
        Dice dice = Dice.of(0, index, Aspect.CONTACT);
        String last = Vocabulary.of(Language.ENGLISH).rareWord(dice);
        String first = dice.percent(8) ? dice.oneOf(FOREIGN_NAMES) : dice.oneOf(FIRST_NAMES);
        int domain = dice.below(DOMAINS);
        String address = last + index + "@d" + domain + ".example.net";
        return new Contact(first + " " + capitalised(last), address);
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
