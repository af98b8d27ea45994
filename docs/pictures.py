"""Make the pictures of README, `make picture`: six pages of the gallery; the evening and the morning,
acted in a copy.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
DOCS = HOUSE / "docs"
PAGES = {"schools": 1, "budget": 1, "secheresse": 1, "displacement": 2, "country": 3, "trade": 1}
"""Those of the gallery that README shows."""
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

from PIL import Image  # noqa: E402
from support import tools  # noqa: E402
from support.printed import new_house  # noqa: E402
from support.screen import chromium, watching  # noqa: E402


def build(house: Path, *words: str) -> None:
    """Run `build.py`."""
    subprocess.run([sys.executable, "build.py", *words], cwd=house, check=True)


def picture(pdf: Path, name: str, *options: str) -> None:
    """Draw pages of *pdf*."""
    subprocess.run(["pdftoppm", "-png", *options, str(pdf), str(DOCS / name)], check=True)


def gallery() -> None:
    """Draw PAGES, small, in 128 colours."""
    with tempfile.TemporaryDirectory() as folder:
        house = new_house(Path(folder) / "house")
        shutil.copytree(DOCS / "gallery" / "content", house / "content", dirs_exist_ok=True)
        build(house, *PAGES)
        for name, page in PAGES.items():
            number = str(page)
            picture(house / f"output/{name}.pdf", f"gallery/{name}", "-r", "110", "-singlefile",
                    "-f", number, "-l", number)  # fmt: skip
            drawn = DOCS / "gallery" / f"{name}.png"
            with Image.open(drawn) as image:
                small = image.convert("RGB").resize((496, 702), Image.Resampling.LANCZOS)
            small.quantize(128, Image.Quantize.MAXCOVERAGE).save(drawn, optimize=True)


def main() -> None:
    """Draw the gallery; publish, change a figure, look, compare, publish again, make the site."""
    gallery()
    tools.marked.add("browser")  # as a test that starts one says of itself
    with tempfile.TemporaryDirectory() as folder:
        house = new_house(Path(folder) / "house", content=True)
        build(house, "publish", "dprk", "--note", "First edition", "--date", "2024-11-26")
        picture(house / "output/dprk.pdf", "dprk", "-r", "75")
        fields = house / "content/dprk/brief.yaml"
        text = fields.read_text("utf-8").replace("value: 670", "value: 720")
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
