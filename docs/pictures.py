"""Make the pictures of README, `make picture`: the evening and the morning, acted in a copy."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
DOCS = HOUSE / "docs"
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

from support.printed import new_house  # noqa: E402
from support.screen import chromium, watching  # noqa: E402


def build(house: Path, *words: str) -> None:
    """Run `build.py`."""
    subprocess.run([sys.executable, "build.py", *words], cwd=house, check=True)


def picture(pdf: Path, name: str, *options: str) -> None:
    """Draw pages of *pdf*."""
    subprocess.run(["pdftoppm", "-png", *options, str(pdf), str(DOCS / name)], check=True)


def main() -> None:
    """Publish, change a figure, look, compare, publish again, make the publications page."""
    with tempfile.TemporaryDirectory() as folder:
        house = new_house(Path(folder) / "house", content=True)
        build(house, "publish", "dprk", "--note", "First edition", "--date", "2024-11-26")
        picture(house / "output/dprk.pdf", "dprk", "-r", "75")
        fields = house / "content/dprk/brief.yaml"
        text = fields.read_text("utf-8")
        for old, new in (("value: 670", "value: 720"), ("than 670", "than 720"), ("670+", "720+")):
            text = text.replace(old, new)
        fields.write_text(text, "utf-8")
        with watching(house) as (_, address), chromium() as browser:
            page = browser.new_page(viewport={"width": 1180, "height": 780})
            page.goto(address)
            page.get_by_text("Abuses continue").first.click()
            page.wait_for_timeout(2000)
            fields.write_text(text.replace("value: 183", "valeu: 183"), "utf-8")
            page.get_by_text("did you mean").first.wait_for()
            page.wait_for_timeout(500)
            page.screenshot(path=DOCS / "watch.png")
        fields.write_text(text, "utf-8")
        build(house, "diff", "dprk")
        picture(house / "output/dprk.diff.pdf", "redline", "-r", "75", "-l", "1", "-singlefile")
        note = "Human Rights Watch corrected its total."
        again = ("--kind", "material", "--note", note, "--date", "2024-12-02")
        build(house, "publish", "dprk", *again)
        cut = ("-x", "0", "-y", "0", "-W", "620", "-H", "330")
        picture(house / "output/dprk.pdf", "correction", "-r", "75", "-l", "1", *cut, "-singlefile")
        build(house, "publish", "panel-of-experts", "--note", "Statement", "--date", "2024-11-28")
        build(house, "catalog")
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 1180, "height": 900})
            page.goto((house / "output/site/index.html").as_uri())
            page.wait_for_load_state("networkidle")
            page.screenshot(path=DOCS / "site.png")


if __name__ == "__main__":
    main()
