"""The patches for WeasyPrint's authors are patches of the version that is pinned."""

import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from support.printed import HOUSE

PATCHES = sorted((HOUSE / "docs/upstream").glob("*.patch"))


@pytest.mark.long
def test_patches_apply_in_their_order(tmp_path: Path) -> None:
    """To the source as it is installed, which has no tests: these are in the patches."""
    readme = (HOUSE / "docs/upstream/README.md").read_text("utf-8")
    assert f"WeasyPrint {version('weasyprint')}" in readme
    spec = find_spec("weasyprint")
    assert spec and spec.origin and PATCHES
    shutil.copytree(Path(spec.origin).parent, tmp_path / "weasyprint")
    for patch in PATCHES:
        assert f"]({patch.name})" in readme
        assert "\n+++ b/tests/" in patch.read_text("utf-8"), f"{patch.name} has no test"
        done = subprocess.run(["git", "apply", patch], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert [*tmp_path.glob("tests/**/test_*.py")]
