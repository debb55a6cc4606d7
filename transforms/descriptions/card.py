"""What an author reads and cites of an export: a data card in Markdown, a citation file (CFF 1.2.0)."""

import json

from broadsheet.transforms.descriptions.facts import TITLE, PackageFacts

_CAVEATS = (
    "- Names, speakers, dates and genders are found by models and rules, which err. Before a share of one of these"
    " columns is published, draw a sample, code it by hand and correct the share: `broadsheet sample`,"
    " `broadsheet estimate`.",
    "- Gender is told by the text's own words only; most persons have none.",
    "- Near copies are kept and marked: weigh by `cluster_weight` to count stories once.",
    "- What a newsroom published is not what happened, and what was collected is not all it published.",
)


def cite_as(package: PackageFacts) -> str:
    """The citation, as a reference in BibTeX."""
    return (
        f"@misc{{broadsheet-{package.snapshot_id[:8]}, title={{{TITLE}}}, "
        f"note={{Snapshot {package.snapshot_id}, Broadsheet {package.versions['pipeline_version']}}}}}"
    )


def citation(package: PackageFacts) -> str:
    """The citation file. JSON is YAML, so quotes need no care."""
    fields = {
        "cff-version": "1.2.0",
        "message": "Please cite the snapshot, whose id names its exact bytes.",
        "title": TITLE,
        "type": "dataset",
        "version": package.snapshot_id,
        "abstract": package.description,
        "authors": [{"name": "The compilers of this dataset"}],
        "identifiers": [{"type": "other", "value": package.snapshot_id, "description": "Snapshot of the dataset"}],
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def data_card(package: PackageFacts) -> str:
    """The data card: what is in it, how it was made, what it is not good for, and who holds which rights."""
    tables = [f"| `{file.name}` | {file.rows} | {file.meaning} |" for file in package.files]
    made_by = [f"- {name.replace('_', ' ')}: `{value}`" for name, value in sorted(package.versions.items())]
    return "\n".join(
        [
            f"# {TITLE}",
            "",
            package.description,
            "",
            f"Snapshot `{package.snapshot_id}`: the id is a hash of the content, so that equal ids mean equal bytes.",
            "",
            "## Tables",
            "",
            "| file | rows | |",
            "|---|---|---|",
            *tables,
            "",
            "`dictionary.csv` says of every column its type, unit, meaning, and what a missing value means.",
            "",
            "## How it was made",
            "",
            "By the program alone, from the raw files named in `articles`, with these versions:",
            "",
            *made_by,
            "",
            "## What to mind",
            "",
            *_CAVEATS,
            "",
            "## Rights",
            "",
            f"{package.licence}.",
            "",
        ]
    )
