"""Drive the preview as a user would: the real command, the real Chromium, a save, an eye."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support.tools import chromium_path, need

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/[\w-]{22,}/")


@contextmanager
def watching(house: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `build.py watch` in *house*; gives the process and its address, and ends it at last."""
    command = [sys.executable, "build.py", "watch", "--no-browser", "--port", "0", *options]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with (house / "watch.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=house, env=env, stdout=subprocess.PIPE, stderr=log, text=True
        )
    try:
        assert process.stdout is not None
        found = ADDRESS.match(line := process.stdout.readline())
        assert found, line + (house / "watch.log").read_text()
        yield process, found[0]
    finally:
        if process.poll() is None:
            process.terminate()  # not SIGINT, which a shell's background jobs do not hear
            try:
                process.wait(60)
            finally:
                process.kill()
        if process.stdout:
            process.stdout.close()


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the system's Chromium; gives Playwright's browser."""
    need("chromium")
    with open_chromium() as browser:
        yield browser


@contextmanager
def open_chromium() -> Iterator[Any]:
    """The same outside a test."""
    from playwright.sync_api import sync_playwright

    # The press sets this for its own process: with no font but the house's a browser crashes.
    environment: dict[str, str | float | bool] = dict(os.environ)
    environment.pop("FONTCONFIG_FILE", None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox"], env=environment
        )
        try:
            yield browser
        finally:
            browser.close()


_WAIT_FOR_A_PICTURE = """() => {
  window.seen = new Promise((done) => {
    const eye = new MutationObserver((changes) => {
      const added = changes.flatMap((one) => [...one.addedNodes]);
      if (!added.some((node) => node.tagName === "IMG")) return;
      eye.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(Date.now())));
    });
    eye.observe(document.querySelector("main"), { childList: true, subtree: true });
  });
}"""


def seconds_to_screen(page: Any, save: Callable[[], float]) -> float:
    """How long it takes from a save until the browser has painted a new page.

    *page* shows a brief; *save* saves a file and returns the time at which it did, in seconds since
    1970. The first new picture counts, once the frame that holds it was painted.
    """
    page.evaluate(_WAIT_FOR_A_PICTURE)
    saved = save()
    return float(page.evaluate("window.seen")) / 1000 - saved
