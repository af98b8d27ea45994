"""Put the default templates/ and styles/, which lie at the top level, into the wheel."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithDefaults(build_py):
    """Builds the package, and beside its modules briefpress/defaults/."""

    def run(self) -> None:
        """Copy the defaults; an editable install finds them where they are."""
        super().run()
        if self.editable_mode:
            return
        defaults = Path(self.build_lib, "briefpress", "defaults")
        shutil.rmtree(defaults, ignore_errors=True)
        for name in ("templates", "styles"):
            shutil.copytree(name, defaults / name)


setup(cmdclass={"build_py": BuildWithDefaults})
