"""The areas that a place is said to lie in by the text behind its name: "Springfield, Ohio", "Tarn (Peru)"."""

import re
from typing import Final

from broadsheet.transforms.names.places.geonames import areas, areas_named, in_title_case
from broadsheet.transforms.vocabulary.gazetteer import Place

_OPENING: Final = re.compile(
    r"(?:, in| in|,|[ \xa0]\()[ \t\xa0]+(?:the (?:US |U\.S\. )?(?:state|province) of )?|[ \xa0]\("
)
_NAME: Final = re.compile(r"[^\W\d_a-z][\w’'.-]*(?:[ \xa0](?:of|and|the|[^\W\d_a-z][\w’'.-]*)){0,3}")
# "Lima, Peru and Chile" is a list; of states, few are.
_LIST: Final = re.compile(r",? (?:and|or) |, [^\W\d_a-z]")
_GAP: Final = re.compile(r"[ \xa0]")


def area_after(text: str, end: int) -> Place | None:
    """The country or division that a text calls so after a comma ("Springfield, Ohio"; "Windham, N.H."), in no list."""
    following = _after(text, end, ", ")
    return following[0] if following and following[0].name and _is_called(following[0]) else None


def _is_called(area: Place) -> bool:
    return area in areas().values()


def areas_after(text: str, end: int) -> tuple[Place, ...]:
    """All areas of the world that the words after a comma, a bracket or "in" may mean; none where a list goes on."""
    opening = _OPENING.match(text, end)
    return _after(text, end, opening.group()) if opening else ()


def _after(text: str, end: int, opening: str) -> tuple[Place, ...]:
    start = end + len(opening)
    name = _NAME.match(text, start) if text.startswith(opening, end) else None
    words = _GAP.split(name.group()) if name else []
    for size in range(len(words), 0, -1):
        area = " ".join(words[:size])
        goes_on = size < len(words) and words[size][0].isupper() and not area.endswith(".")
        for form in (in_title_case(area), area.rstrip("."), _without_possessive(area)):
            named = areas_named(form)
            if named and not goes_on:
                is_list = named[0].is_country and _LIST.match(text, start + len(area)) is not None
                return () if is_list and opening.startswith(",") else named
    return ()


def _without_possessive(name: str) -> str:
    return name[:-2] if name.endswith(("'s", "’s")) else name
