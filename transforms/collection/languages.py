"""The language of a brief that leaves a doubt, from the other articles of its outlet."""

from collections import Counter

import pyarrow as pa

# Sure articles an outlet needs before it says anything of another, and the share of them in one language: outlets that
# write in two languages say nothing. Both set by hand; an outlet of one language has some false ones among its briefs.
FEWEST = 5
SHARE = 0.95


def outlet_languages(kept: pa.Table) -> pa.Array:
    """For each article of which the text leaves its language open: that of its outlet, if features go by it already.

    Reads   publisher_domain, language (what is sure), analysis_language
    Null    where the language is sure, no outlet is known or it has no one language, or the features go by another
    """
    outlets, known, analysed = (
        kept[name].to_pylist() for name in ("publisher_domain", "language", "analysis_language")
    )
    counts: dict[str, Counter[str]] = {}
    for outlet, language in zip(outlets, known, strict=True):
        if outlet is not None and language is not None:
            counts.setdefault(outlet, Counter())[language] += 1
    of_outlet = {outlet: _language_of(counter) for outlet, counter in counts.items()}
    languages = [
        of_outlet.get(outlet) if language is None and of_outlet.get(outlet) == analysis else None
        for outlet, language, analysis in zip(outlets, known, analysed, strict=True)
    ]
    return pa.array(languages, pa.string())


def _language_of(counter: Counter[str]) -> str | None:
    """The language that an outlet writes in; None where it has too few articles, or several languages."""
    language, number = min(counter.items(), key=lambda item: (-item[1], item[0]))
    return language if number >= FEWEST and number >= SHARE * counter.total() else None
