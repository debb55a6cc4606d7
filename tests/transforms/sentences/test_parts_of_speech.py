"""How the rules of an attribute ruler give parts of speech: the last that holds, by tag, relation and word."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.installed import model_package
from broadsheet.transforms.sentences.parsing import PACKAGE
from broadsheet.transforms.sentences.parts_of_speech import PartsOfSpeech


def rule(upos: str, *pattern: Mapping[str, Any], index: int = 0) -> dict[str, Any]:
    return {"patterns": [list(pattern)], "attrs": {"POS": upos}, "index": index}


RULES = [
    rule("NOUN", {"TAG": "NN"}),
    rule("VERB", {"TAG": {"IN": ["VB", "VBZ"]}}),
    rule("PRON", {"TAG": "NN", "LOWER": {"IN": ["nobody", "something"]}}),
    rule("AUX", {"TAG": {"NOT_IN": ["TO", ""]}, "DEP": {"IN": ["aux", "auxpass"]}}),
    rule("VERB", {"DEP": "expl"}, {"LOWER": "is"}, index=1),
    rule("X", {"TAG": "_SP", "IS_SPACE": False}),
    rule("SPACE", {"IS_SPACE": True}),
    {"patterns": [[{"LOWER": "doin'"}]], "attrs": {"LEMMA": "do"}, "index": 0},
]


@pytest.mark.parametrize(
    ("word", "tag", "dep", "before", "expected"),
    [
        pytest.param("mill", "NN", "nsubj", "det", "NOUN", id="by the tag"),
        pytest.param("Nobody", "NN", "nsubj", "", "PRON", id="a later rule holds instead, whatever the case"),
        pytest.param("is", "VBZ", "ROOT", "nsubj", "VERB", id="one of several tags"),
        pytest.param("is", "VBZ", "aux", "nsubj", "AUX", id="by the relation"),
        pytest.param("to", "TO", "aux", "nsubj", "", id="none of the tags that are left out"),
        pytest.param("is", "VBZ", "aux", "expl", "VERB", id="by the relation of the word before"),
        pytest.param("~", "_SP", "dep", "", "X", id="white space only by its tag"),
        pytest.param("doin'", "UH", "ROOT", "", "", id="a rule for lemmas gives no part of speech"),
    ],
)
def test_the_last_rule_that_holds_decides(word: str, tag: str, dep: str, before: str, expected: str) -> None:
    assert PartsOfSpeech(RULES).of(word, tag, dep, before) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param([{"SHAPE": "Xx"}], id="an attribute"),
        pytest.param([{"TAG": {"REGEX": "^V"}}], id="a condition"),
        pytest.param([{"LOWER": {"NOT_IN": ["is"]}}], id="what a word is not"),
        pytest.param([{"TAG": "DT"}, {"TAG": "NN"}, {"TAG": "VB"}], id="three words"),
        pytest.param([{"TAG": "DT"}, {"TAG": "NN"}], id="a word behind"),
    ],
)
def test_what_is_not_known_is_refused(pattern: Sequence[Mapping[str, Any]]) -> None:
    with pytest.raises(SettingsError, match="not known here"):
        PartsOfSpeech([rule("NOUN", *pattern)])


def test_the_rules_of_the_model_give_what_its_own_matcher_gives() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        nlp = model_package(PACKAGE).load(exclude=["ner", "lemmatizer"])
    parts = PartsOfSpeech(nlp.get_pipe("attribute_ruler").patterns)
    doc = nlp(
        "There's nothing that Ms. Orlova didn't do; what's been said is that those who had to wait, once, couldn't."
        "  Gonna be late? I do, you'd better not, and it's theirs, but anybody may have it for $3.50 (or so)."
    )
    before = ["", *(token.dep_ for token in doc[:-1])]
    words = [(token, dep) for token, dep in zip(doc, before, strict=True) if not token.is_space]
    assert [parts.of(token.text, token.tag_, token.dep_, dep) for token, dep in words] == [
        token.pos_ for token, _ in words
    ]
