"""Tests of the schemas: content that builds keeps them, and an editor offers each choice."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from support.printed import HOUSE, new_house, own_file, run

from briefpress.checks.table import names

SHIPPED = [
    ("brief", file)
    for folder in ("content/*", "tests/briefs/*", "templates/new/*")
    for file in sorted(HOUSE.glob(f"{folder}/brief.yaml"))
] + [("institute", HOUSE / "content/institute.yaml")] + [
    ("meeting", file) for file in sorted(HOUSE.glob("content/meetings/*.yaml"))
]  # fmt: skip


@pytest.fixture(scope="module")
def schema_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The schemas that `schema` writes, by name."""
    house = new_house(tmp_path_factory.mktemp("schema") / "house")
    own_file(house, "templates/letter.html").write_text("<h1></h1>", "utf-8")
    assert run("schema", house=house).returncode == 0
    return {file.stem: json.loads(file.read_bytes()) for file in house.glob("output/schema/*")}


@pytest.mark.parametrize(("name", "file"), SHIPPED, ids=lambda one: str(one).split("/")[-2:][0])
def test_what_we_ship_keeps_its_schema(schema_files: dict[str, Any], name: str, file: Path) -> None:
    """An editor finds nothing to complain of in a file that builds."""

    class Loader(yaml.SafeLoader):
        """Leaves dates as text, as JSON has them."""

    Loader.yaml_implicit_resolvers = {
        first: [one for one in rules if one[0] != "tag:yaml.org,2002:timestamp"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    fields = yaml.load(file.read_text("utf-8"), Loader)
    jsonschema.Draft202012Validator(schema_files[name]).validate(fields)


def test_short_ways_of_writing_keep_the_schema(schema_files: dict[str, Any]) -> None:
    """Each form of a value that the contract reads may be written by the schema too."""
    meeting = {"title": "x", "place": "y", "begins": "2025-01-01"}
    items = [{"title": "z", "briefs": ["dprk", {"brief": "x", "draft": True}]}]
    check = {name: jsonschema.Draft202012Validator(one) for name, one in schema_files.items()}
    check["meeting"].validate({**meeting, "items": items, "paper": "letter"})
    assert not check["meeting"].is_valid({**meeting, "items": [{"title": "z", "briefs": [3]}]})
    brief = {"title": "x", "standfirst": "y", "published": "2025-01-01"}
    check["brief"].validate({**brief, "paper": "letter"})
    check["brief"].validate({**brief, "paper": ["a4", "letter"]})


def test_an_editor_completes_templates_and_checks(schema_files: dict[str, Any]) -> None:
    """`template:` offers those of the house, its own too; `allow:` the checks, each explained."""
    fields = schema_files["brief"]["properties"]
    assert fields["template"]["enum"] == [
        "card",
        "letter",
        "policy-brief",
        "report",
        "sitrep",
        "statement",
    ]
    assert [*fields["allow"]["properties"]] == names()
    assert fields["allow"]["properties"]["widow"]["description"]
    assert fields["allow"]["additionalProperties"] is False
