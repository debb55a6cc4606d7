"""An export described in Croissant 1.0 (MLCommons), and in the schema.org that this builds on.

Source  the Croissant format specification 1.0; schema.org Dataset
"""

from typing import Any

import pyarrow as pa

from broadsheet.transforms.descriptions.facts import TITLE, FileFacts, PackageFacts
from broadsheet.transforms.tables.schema import is_list

Json = dict[str, Any]

_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(package: PackageFacts, cite_as: str) -> Json:
    """The description: a file object for each file, and a record set for each table with its fields and references."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        **_dataset(package),
        "citeAs": cite_as,
        "distribution": [_file_object(file) for file in package.files],
        "recordSet": [_record_set(file, {other.table for other in package.files}) for file in package.files],
    }


def schema_org(package: PackageFacts) -> Json:
    """The description as a catalogue of datasets reads it: what is measured, and what can be downloaded."""
    downloads = [
        {
            "@type": "DataDownload",
            "name": file.table,
            "description": file.meaning,
            "contentUrl": file.name,
            "encodingFormat": file.media_type,
            "contentSize": f"{file.bytes} B",
            "sha256": file.sha256,
        }
        for file in package.files
    ]
    measured = [
        {"@type": "PropertyValue", "name": f"{file.table}.{name}", **_column(file, name)}
        for file in package.files
        for name in file.schema.names
    ]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **_dataset(package),
        "distribution": downloads,
        "variableMeasured": measured,
    }


def _dataset(package: PackageFacts) -> Json:
    published = {"datePublished": package.published_day} if package.published_day else {}
    days = {"temporalCoverage": f"{package.first_day}/{package.last_day}"} if package.first_day else {}
    return {
        "name": TITLE,
        "description": package.description,
        "identifier": package.snapshot_id,
        # A version as Croissant wants it; the snapshot is named by the identifier.
        "version": f"{package.versions['pipeline_version']}+{package.snapshot_id}",
        "license": package.licence,
        "inLanguage": "en",
        **published,
        **days,
    }


def _column(file: FileFacts, name: str) -> Json:
    column = file.column(name)
    if column is None:
        return {}
    unit = {"unitText": column.unit} if column.unit else {}
    return {"description": column.description, **unit}


def _file_object(file: FileFacts) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "description": file.meaning,
        "contentUrl": file.name,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }


def _record_set(file: FileFacts, exported: set[str]) -> Json:
    key = [{"@id": f"{file.table}/{name}"} for name in file.spec.key] if file.spec else []
    return {
        "@type": "cr:RecordSet",
        "@id": file.table,
        "name": file.table,
        "description": file.meaning,
        **({"key": key} if key else {}),
        "field": [_field(file, name, exported) for name in file.schema.names],
    }


def _field(file: FileFacts, name: str, exported: set[str]) -> Json:
    kind = file.schema.field(name).type
    column = file.column(name)
    reference = {}
    if name == "article_id" and file.table != "articles" and "articles" in exported:
        reference = {"references": {"field": {"@id": "articles/article_id"}}}
    return {
        "@type": "cr:Field",
        "@id": f"{file.table}/{name}",
        "name": name,
        "description": column.description if column else name,
        "dataType": _data_type(kind.value_type if is_list(kind) else kind),
        "source": {"fileObject": {"@id": file.name}, "extract": {"column": name}},
        **({"repeated": True} if is_list(kind) else {}),
        **reference,
    }


def _data_type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    if pa.types.is_integer(kind):
        return "sc:Integer"
    if pa.types.is_floating(kind):
        return "sc:Float"
    if pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None):
        return "sc:Date"
    return "sc:DateTime" if pa.types.is_timestamp(kind) else "sc:Text"
