"""From documents and a recogniser to mentions whose surfaces are those of the text, however it is written."""

from collections.abc import Sequence

import pytest

from broadsheet.transforms.names.recogniser import Document, Name, Section
from broadsheet.transforms.tables.built.names import resolved_of

BODY = (
    "ada quill of the tarn rope union met the mayor's son on monday. she said that ropes were dear, and "
    "that the union would not wait for corvane any longer."
)


class _TitleCase:
    """Takes the first two words for a person, if they have capitals."""

    name = "title case"

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        return [[Name(0, 0, 9, "PERSON", 0.9)] if one.sections[0].text[:9].istitle() else [] for one in documents]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(BODY, id="small letters"),
        pytest.param(BODY.upper(), id="capitals"),
        pytest.param(BODY.replace("ada quill", "Ada Quill").replace("corvane", "Corvane"), id="as news is written"),
    ],
)
def test_a_name_has_the_surface_of_the_text_and_the_key_of_the_person(body: str) -> None:
    (resolved,) = resolved_of([Document("en", (Section("text", body, ((0, len(body)),)),))], _TitleCase())
    assert [mention.surface for mention in resolved.mentions] == [body[:9]]
    assert [entity.entity_key for entity in resolved.entities] == ["ada quill:PERSON"]
    assert [entity.canonical_name for entity in resolved.entities] == ["Ada Quill"]
