#!/usr/bin/env python3
"""Writes user rules with many phrases, to measure what more phrases cost.

    tests/bench/phrases.py COUNT > many.toml

Each phrase is one of the English rule set whose longest word got other letters in front, so that phrases are as long,
share as many words and come as near to a match as real ones, and are met as seldom as phrases that nobody wrote for
these adverts. Sixty phrases make a rule.
"""

import itertools
import re
import string
import sys
import tomllib
from pathlib import Path

RULES = Path(__file__).parents[2] / "rules/en"


def plain():
    """Phrases of two words or more, with the last of their alternatives and without endings left open."""
    for file in sorted(RULES.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        lists = [rule.get("phrase", {}).get("any", []) for rule in data.get("rule", [])]
        for entry in itertools.chain(*lists, *data.get("concepts", {}).values()):
            while "{" in entry:
                entry = re.sub(r"\{(?:[^{},]*,)*([^{},]*)\}", r"\1", entry)
            words = entry.replace("*", "").split()
            if len(words) > 1 and not set(entry) & set("@#!=_+>."):
                yield words


def main():
    count = int(sys.argv[1])
    known = list(plain())
    phrases = []
    for letters in itertools.product(string.ascii_lowercase, repeat=2):
        for words in known:
            longest = max(range(len(words)), key=lambda at: len(words[at]))
            phrases.append(" ".join("".join(letters) + word if at == longest else word for at, word in enumerate(words)))
        if len(phrases) >= count:
            break
    print('[set]\nname = "en/many"\nlanguage = "en"\nabout = "Phrases to measure with."')
    for start in range(0, count, 60):
        some = phrases[start : start + 60]
        print(f'\n[[rule]]\nid = "r{start}"\ncategory = "style"\nseverity = "info"\nmessage = "x"\nhelp = "y"\nwhy = "z"')
        print('sources = ["agg-11"]\n\n[rule.phrase]\nany = [')
        print("\n".join(f'  "{phrase}",' for phrase in some))
        print(f']\n\n[[rule.example]]\nbad = "‹{some[0]}›"\n\n[[rule.example]]\ngood = "nothing"')


main()
