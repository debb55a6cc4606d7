"""From nothing to a process that has loaded what an article in the light tier needs: others are forked of it."""

from typing import Final

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile

_TEXT: Final = (
    "# The mill of Ostrava Vale closes\n\nBy Pavla Horn\n\n2021-03-02\n\nThe mill in the valley closed after 3"
    ' years.\n\n"We lost 4 days of trade," said Aron Weiss, 41, who runs a shop beside it.\n'
)

TABLES: Final = pipeline.batch([RawFile("mill.md", _TEXT.encode())], pipeline.tools("none", parse=False))
