"""Put templates/, styles/ and shapes/ into the wheel, as briefpress/defaults/; pyproject.toml says
the rest.

In a checkout and an editable install the folders at the top level are the defaults themselves;
`make` brings shapes/, and without it a wheel has no maps.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithDefaults(build_py):
    """Copies the package, and the defaults into it."""

    def run(self) -> None:
        """Build; what an earlier build left of the defaults goes first."""
        super().run()
        if self.editable_mode:
            return
        defaults = Path(self.build_lib, "briefpress/defaults")
        shutil.rmtree(defaults, ignore_errors=True)
        for folder in ("templates", "styles", *(["shapes"] if Path("shapes").is_dir() else [])):
            shutil.copytree(folder, defaults / folder, ignore=shutil.ignore_patterns(".*", "*~"))


setup(cmdclass={"build_py": BuildWithDefaults})
