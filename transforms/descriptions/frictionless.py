"""An export described as a Frictionless data package: every column with its type and rules.

Source  the Data Package, Data Resource and Table Schema specifications, version 1
"""

from typing import Any

import pyarrow as pa

from broadsheet.transforms.descriptions.facts import TITLE, FileFacts, PackageFacts
from broadsheet.transforms.tables.schema import Column, is_list

Json = dict[str, Any]
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def data_package(package: PackageFacts) -> Json:
    """The description, with a resource for each file."""
    exported = {file.table: file for file in package.files}
    return {
        "profile": "tabular-data-package",
        "name": "broadsheet-dataset",
        "id": package.snapshot_id,
        "title": TITLE,
        "description": package.description,
        "version": package.versions["pipeline_version"],
        "licenses": [{"name": "other", "title": package.licence}],
        "resources": [_resource(file, exported) for file in package.files],
    }


def _resource(file: FileFacts, exported: dict[str, FileFacts]) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": file.table.replace("_", "-"),
        "path": file.name,
        "description": file.meaning,
        "format": file.format,
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(file, exported),
    }


def _schema(file: FileFacts, exported: dict[str, FileFacts]) -> Json:
    fields = [_field(file, name) for name in file.schema.names]
    if file.spec is None:
        return {"fields": fields}
    references = [
        {
            "fields": list(link.columns),
            "reference": {
                "resource": "" if link.table == file.table else link.table.replace("_", "-"),
                "fields": list(target.spec.key),
            },
        }
        for link in file.spec.foreign_keys
        if (target := exported.get(link.table))
        and target.spec
        and len(target.spec.key) == len(link.columns)
        # A table schema has no optional reference of two columns, one of which may be missing.
        and not any(file.schema.field(name).nullable for name in link.columns)
    ]
    return {"fields": fields, "primaryKey": list(file.spec.key), "foreignKeys": references}


def _field(file: FileFacts, name: str) -> Json:
    arrow = file.schema.field(name)
    column = file.column(name)
    field: Json = {"name": name, **_type(arrow.type)}
    if column is None:
        return field
    field["description"] = f"{column.description} Missing: {column.null_means or 'never'}."
    return {**field, "constraints": _constraints(column)}


def _constraints(column: Column) -> Json:
    rules: Json = {"required": not column.is_nullable}
    if column.values:
        rules["enum"] = list(column.values)
    for rule, bound in (("minimum", column.minimum), ("maximum", column.maximum)):
        if bound is not None:
            rules[rule] = int(bound) if pa.types.is_integer(column.type) else bound
    return rules


def _type(kind: pa.DataType) -> Json:
    if pa.types.is_boolean(kind):
        return {"type": "boolean"}
    if pa.types.is_integer(kind):
        return {"type": "integer"}
    if pa.types.is_floating(kind):
        return {"type": "number"}
    if pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None):
        return {"type": "date"}
    if pa.types.is_timestamp(kind):
        return {"type": "datetime", "format": _INSTANT}
    return {"type": "array" if is_list(kind) else "string"}
