"""From a table of known names to which entities of an article have an id in it, and which have none for good reason."""

from collections.abc import Callable
from typing import Any, Final

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.names.kb.keys import keys
from broadsheet.transforms.names.kb.linking import KnowledgeBase
from broadsheet.transforms.names.linking import Resolved, resolve
from broadsheet.transforms.names.recogniser import Document, Name

Marked = Callable[..., tuple[Document, list[Name]]]
Row = tuple[str, list[str] | None, str, str]

_PEOPLE: list[Row] = [
    ("Ada Quill", ["Ada B. Quill", "Quill"], "Q1", "PERSON"),
    ("Orlo Finch", None, "Q2", "PERSON"),
    ("Orlo Finch", ["Orlo T. Finch"], "Q3", "PERSON"),
    ("Tarn Rope Union", ["TRU"], "Q4", "ORG"),
    ("Corvane", ["Corvane & Daughters"], "Q5", "ORG"),
    ("Corvane", None, "Q6", "LOC"),
    ("Union of Salt Makers of Tarn", ["USM"], "Q7", "ORG"),
    ("Sandre Ferry Board", ["SFB"], "Q8", "ORG"),
    ("Marten Le Sorn", ["Le Sorn"], "Q9", "PERSON"),
    ("Vellmoor Hospital", None, "Q10", "FAC"),
    ("Feast of Nets", None, "Q11", "EVENT"),
]


def _table(rows: list[Row]) -> pa.Table:
    names, aliases, ids, types = (list(column) for column in zip(*rows, strict=True))
    return pa.table({"name": names, "alias": pa.array(aliases, pa.list_(pa.string())), "kb_id": ids, "type": types})


def _ids(kb: KnowledgeBase, resolved: list[Resolved]) -> list[list[str | None]]:
    """The ids alone."""
    return [[link.kb_id if link else None for link in of_article] for of_article in kb.links(resolved)]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.of(_table(_PEOPLE), "tarn", "0f")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[Ada Quill|PERSON] came.", {"Ada Quill": "Q1"}, id="a name"),
        pytest.param("[Ada B. Quill|PERSON] came.", {"Ada B. Quill": "Q1"}, id="an alias"),
        pytest.param("[ADA QUILL|PERSON] came.", {"Ada Quill": "Q1"}, id="capitals"),
        pytest.param("[Quill|PERSON] came.", {"Quill": None}, id="a surname alone links nothing, alias or not"),
        pytest.param("[Ada Quill|PERSON]. [Quill|PERSON]", {"Ada Quill": "Q1"}, id="a surname of a full name"),
        pytest.param("[Lena Quill|PERSON]. [Quill|PERSON]", {"Lena Quill": None}, id="another of the surname"),
        pytest.param("[Ada Quill-Tarn|PERSON] came.", {"Ada Quill-Tarn": None}, id="a part of a name is no name"),
        pytest.param("[Le Sorn|PERSON] came.", {"Le Sorn": None}, id="a surname of two words"),
        pytest.param("[Ines Le Sorn|PERSON]. [Le Sorn|PERSON]", {"Ines Le Sorn": None}, id="its other bearer"),
        pytest.param("[Ada Quill Jr.|PERSON] came.", {"Ada Quill Jr.": None}, id="the son is not the mother"),
        pytest.param("[Orlo Finch|PERSON] came.", {"Orlo Finch": None}, id="two entries of one name"),
        pytest.param(
            "[Orlo T. Finch|PERSON] came. [Orlo Finch|PERSON] left.",
            {"Orlo T. Finch": "Q3"},
            id="two entries of one name, and another name of one of them",
        ),
        pytest.param("[Ada Quill|ORG] sold rope.", {"Ada Quill": None}, id="a body of a person's name"),
        pytest.param("[Corvane|ORG] sold rope.", {"Corvane": "Q5"}, id="of two types, the body"),
        pytest.param("It rained in [Corvane|LOC].", {"Corvane": "Q6"}, id="of two types, the place"),
        pytest.param("[Corvane Ltd.|ORG] sold rope.", {"Corvane Ltd.": "Q5"}, id="a legal form does not count"),
        pytest.param("[Corvane and Daughters|ORG]", {"Corvane and Daughters": "Q5"}, id="and for a sign"),
        pytest.param("[TRU|ORG] met.", {"TRU": "Q4"}, id="an acronym"),
        pytest.param("[Tarn Rope Union|ORG] ([TRU|ORG])", {"Tarn Rope Union": "Q4"}, id="a name and its acronym"),
        pytest.param("[T.R.U.|ORG] met.", {"T.R.U.": "Q4"}, id="an acronym with full stops"),
        pytest.param("[Sorn Fish Bank|ORG]. [SFB|ORG]", {"Sorn Fish Bank": None}, id="the acronym of another body"),
        pytest.param(
            "[United Salt Makers|ORG]. [USM|ORG]", {"United Salt Makers": "Q7"}, id="an acronym, the name put otherwise"
        ),
        pytest.param("[Vellmoor Hospital|ORG] shut.", {"Vellmoor Hospital": "Q10"}, id="a building that acts"),
        pytest.param("the [Feast of Nets|MISC]", {"Feast of Nets": "Q11"}, id="a thing of whichever type"),
        pytest.param("[Feast of Nets|LOC]", {"Feast of Nets": None}, id="a place is no feast"),
    ],
)
def test_what_is_linked(kb: KnowledgeBase, marked: Marked, body: str, expected: dict[str, str | None]) -> None:
    resolved = resolve(*marked(body))
    assert {
        one.canonical_name: link for one, link in zip(resolved.entities, _ids(kb, [resolved])[0], strict=True)
    } == expected


_NAMESAKES: Final = {
    "name": ["Ada Quill", "Ada Quill", "Vellmoor", "Vellmoor", "Tarn Rope"],
    "kb_id": ["Q1", "Q2", "Q3", "Q4", "Q5"],
    "type": ["PERSON", "PERSON", "LOC", "LOC", "ORG"],
    "country": ["PE", "FR", "PE", "FR", None],
    "roles": [["politician", "finance minister"], ["singer"], None, None, None],
    "related": [["Sandre Party"], ["The Tar Band"], None, None, None],
}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[Ada Quill|PERSON] came.", None, id="two namesakes and no sign"),
        pytest.param("Singer [Ada Quill|PERSON] came.", "Q2", id="a role"),
        pytest.param("The former foreign minister, [Ada Quill|PERSON], came.", "Q1", id="a word of a role"),
        pytest.param("The former coach, [Ada Quill|PERSON], came.", None, id="a role of neither"),
        pytest.param("[Ada Quill|PERSON] came to [Peru|LOC].", "Q1", id="a country"),
        pytest.param("[Ada Quill|PERSON] of [Peru|LOC] and [France|LOC].", None, id="both countries"),
        pytest.param("[Ada Quill|PERSON] left the [Sandre Party|ORG].", "Q1", id="a body it has to do with"),
        pytest.param("[Ada Quill|PERSON] left [The Tar Band|ORG].", "Q2", id="a body with its article"),
        pytest.param("Singer [Ada Quill|PERSON] left the [Sandre Party|ORG].", None, id="signs that point to both"),
    ],
)
def test_context_tells_namesakes_apart(marked: Marked, body: str, expected: str | None) -> None:
    kb = KnowledgeBase.of(pa.table(_NAMESAKES), "tarn", "0f")
    assert _ids(kb, [resolve(*marked(body))])[0][0] == expected


def test_a_score_is_the_share_of_the_entry(marked: Marked) -> None:
    kb = KnowledgeBase.of(pa.table(_NAMESAKES), "tarn", "0f")
    bodies = ["[Tarn Rope|ORG] met.", "Singer [Ada Quill|PERSON] left [The Tar Band|ORG].", "[Ada Quill|PERSON]"]
    scores = [links[0].score if links[0] else None for links in kb.links([resolve(*marked(body)) for body in bodies])]
    assert scores == [0.82, 0.97, None]


def test_names_that_point_to_two_entries_link_to_neither(marked: Marked) -> None:
    kb = KnowledgeBase.of(
        _table([("Tarn Rope Union", None, "Q1", "ORG"), ("Tarn Rope Union Trust", None, "Q2", "ORG")]), "two", "0f"
    )
    resolved = resolve(*marked("[Tarn Rope Union|ORG] is the [Tarn Rope Union Trust|ORG]."))
    assert {one.canonical_name for one in resolved.entities} == {"Tarn Rope Union Trust"}
    assert _ids(kb, [resolved]) == [[None]]


def test_articles_do_not_look_at_each_other(kb: KnowledgeBase, marked: Marked) -> None:
    bodies = ["[Orlo Finch|PERSON]", "[Orlo T. Finch|PERSON]", "[TRU|ORG]", "Rain."]
    resolved = [resolve(*marked(body)) for body in bodies]
    assert _ids(kb, resolved) == [_ids(kb, [one])[0] for one in resolved] == [[None], ["Q3"], ["Q4"], []]


@pytest.mark.parametrize(
    ("aliases", "linked"),
    [
        pytest.param(pa.array(["TRU", None]), True, id="one alias a row"),
        pytest.param(pa.array(["TRU", None]).dictionary_encode(), True, id="a category"),
        pytest.param(pa.array(["TRU", None], pa.large_string()), True, id="large strings"),
        pytest.param(pa.array([["RU", "TRU"], []], pa.large_list(pa.string())), True, id="lists"),
        pytest.param(pa.nulls(2), False, id="nothing at all"),
        pytest.param(None, False, id="no such column"),
    ],
)
def test_aliases_come_in_several_forms(marked: Marked, aliases: pa.Array | None, linked: bool) -> None:
    columns = {"name": ["Tarn Rope Union", "Sorn"], "kb_id": ["Q4", "Q5"], "type": ["ORG", "LOC"], "more": [1, 2]}
    kb = KnowledgeBase.of(pa.table(columns | ({} if aliases is None else {"alias": aliases})), "tarn", "0f")
    resolved = [resolve(*marked("[TRU|ORG] met.")), resolve(*marked("[Sorn|LOC]"))]
    assert _ids(kb, resolved) == [["Q4" if linked else None], ["Q5"]]


def test_rows_keep_their_ids_over_many_chunks(marked: Marked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.transforms.names.kb.linking._CHUNK", 2)
    words = ["Amber", "Birch", "Cedar", "Damson", "Elder"]
    table = _table(
        [(f"{word} Tarn", [f"{word} B. Tarn"] * (at % 3), f"Q{at}", "PERSON") for at, word in enumerate(words)]
    )
    kb = KnowledgeBase.of(table, "trees", "0f")
    found = [resolve(*marked(f"[{word} {middle}Tarn|PERSON]")) for word in words for middle in ("", "B. ")]
    # Amber and Damson have no alias.
    assert _ids(kb, found) == [[one] for one in ["Q0", None, "Q1", "Q1", "Q2", "Q2", "Q3", None, "Q4", "Q4"]]


_GOOD: dict[str, Any] = {"name": ["Ada Quill"], "kb_id": ["Q1"], "type": ["PERSON"]}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        pytest.param({"name": ["Ada Quill"]}, "no column kb_id, type; it needs name, kb_id and type", id="no column"),
        pytest.param({**_GOOD, "kb_id": [1]}, "kb_id is int64: give text", id="an id that is a number"),
        pytest.param({**_GOOD, "alias": [[1]]}, "alias is list<item: int64>: give text", id="aliases that are numbers"),
        pytest.param({**_GOOD, "name": [" "]}, "name is empty in row 1", id="an empty name"),
        pytest.param({**_GOOD, "kb_id": pa.array([None], pa.string())}, "kb_id is empty in row 1", id="no id"),
        pytest.param({**_GOOD, "type": ["PER"]}, "type is 'PER' in row 1: give one of PERSON, ORG, LOC", id="a type"),
        pytest.param(
            {name: values * 5 for name, values in {**_GOOD, "name": [""]}.items()},
            "name is empty in row 1, 2, 3 and 2 more; rows are there more than once with the same name, kb_id, type: ",
            id="every fault is told",
        ),
        pytest.param(
            {**{name: values * 2 for name, values in _GOOD.items()}, "alias": [["A"], ["B"]]},
            "rows are there more than once with the same name, kb_id, type: 'Ada Quill', 'Q1', 'PERSON'",
            id="a name twice beside lists of aliases",
        ),
        pytest.param(
            {**{name: values * 2 for name, values in _GOOD.items()}, "alias": ["A", "A"]},
            "rows are there more than once with the same name, kb_id, type, alias: 'Ada Quill', 'Q1', 'PERSON', 'A'",
            id="a row twice",
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_told(columns: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        KnowledgeBase.of(pa.table(columns), "tarn", "0f")
    assert str(caught.value).startswith(said)


def test_one_alias_a_row_repeats_the_name(marked: Marked) -> None:
    table = pa.table(
        {**{name: values * 2 for name, values in _GOOD.items()}, "alias": ["Ada B. Quill", "Dame Ada Quill"]}
    )
    assert _ids(KnowledgeBase.of(table, "tarn", "0f"), [resolve(*marked("[Ada Quill|PERSON]"))]) == [["Q1"]]


@pytest.mark.parametrize(
    ("names", "is_body", "expected"),
    [
        pytest.param(["J. K. Quill", "J.K. Quill", "JK Quill"], False, "jk quill", id="initials"),
        pytest.param(["U.S. Tar", "US Tar", "the U.S. Tar"], False, "us tar", id="an acronym within a name"),
        pytest.param(
            ["Tarn-Rópe Unión", "TARN ROPE UNION", "The Tarn Rope Union’s"], True, "tarn rope union", id="marks"
        ),
        pytest.param(["Sørn Wałek", "Sorn Walek"], False, "sorn walek", id="letters with a stroke"),
        pytest.param(["O’Tarn", "O'Tarn", "OTarn"], False, "otarn", id="an apostrophe"),
        pytest.param(["Corvane Co. Ltd.", "Corvane plc", "Corvane"], True, "corvane", id="legal forms of a body"),
        pytest.param(["Sa Corvane Sa"], False, "sa corvane sa", id="no legal form of a person"),
        pytest.param(["Company", "The Company"], True, "company", id="a name that is a legal form"),
        pytest.param(["...", " ", "！"], False, "", id="no letter"),
    ],
)
def test_names_with_one_key(names: list[str], is_body: bool, expected: str) -> None:
    assert keys(pa.array(names), pa.array([is_body] * len(names))).to_pylist() == [expected] * len(names)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5), st.booleans())
def test_a_key_does_not_depend_on_its_neighbours(names: list[str], is_body: bool) -> None:
    alone = [keys(pa.array([name]), pa.array([is_body])).to_pylist()[0] for name in names]
    assert keys(pa.array(names, pa.string()), pa.array([is_body] * len(names), pa.bool_())).to_pylist() == alone
