"""Which names of a document fit each other: the county that one may mean holds a town that another may mean."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from broadsheet.transforms.names.places.candidates import Candidate
from broadsheet.transforms.vocabulary.gazetteer import Place, place_key


@dataclass(frozen=True, slots=True)
class Counties:
    """The names of a document by the second-level divisions, by GeoNames id, that they may mean or have a town in."""

    meant: Mapping[int, frozenset[str]]
    with_town: Mapping[int, frozenset[str]]

    def holds_by_name(self, town: Place, name: str) -> bool:
        """Whether another name of the document may mean the division that a town lies in."""
        return town.kind == "city" and bool(self.meant.get(town.county or 0, frozenset()) - {place_key(name)})

    def holds_named(self, county: Place, name: str) -> bool:
        """Whether another name of the document may mean a town in a second-level division."""
        is_county = county.kind == "division2"
        return is_county and bool(self.with_town.get(county.geonames_id or 0, frozenset()) - {place_key(name)})


def counties_named(options: Mapping[str, Sequence[Candidate]]) -> Counties:
    """The second-level divisions that the names of a document speak of, from all that each name may mean."""
    meant: dict[int, set[str]] = defaultdict(set)
    with_town: dict[int, set[str]] = defaultdict(set)
    for name, candidates in options.items():
        for place in (candidate.place for candidate in candidates):
            if place.kind == "division2" and place.geonames_id is not None:
                meant[place.geonames_id].add(place_key(name))
            elif place.kind == "city" and place.county is not None:
                with_town[place.county].add(place_key(name))
    return Counties(
        {county: frozenset(names) for county, names in meant.items()},
        {county: frozenset(names) for county, names in with_town.items()},
    )
