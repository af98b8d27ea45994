"""Measure when a page of the site can be read: `python bench/first_page.py SITE [PAGE …]`.

SITE is a folder output/site. It is served on loopback, and Chromium opens each page with nothing in
its cache, its processor slowed down four times, on a screen of 360 × 740. Two times are told: when
the first words were painted (first contentful paint), and when the largest part of the first screen
was (largest contentful paint), in seconds, each the median and the worst of the rounds.
"""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

SLOWER = 4
"""How many times slower the processor is: a telephone of the middle."""
SCREEN = {"width": 360, "height": 740}
GOAL = 1.0
"""Seconds."""
_PAINTS = """
() => new Promise(resolve => {
  const paints = {first: 0, largest: 0};
  for (const [type, name] of [['paint', 'first'], ['largest-contentful-paint', 'largest']])
    new PerformanceObserver(list => {
      for (const one of list.getEntries())
        if (type !== 'paint' || one.name === 'first-contentful-paint') paints[name] = one.startTime;
    }).observe({type, buffered: true});
  setTimeout(() => resolve(paints), 1500);
})
"""
"""Milliseconds from the start of the request; nothing is painted later than 1.5 s after loading."""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps no log."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve *folder* on loopback; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def measure(browser: Any, address: str) -> dict[str, float]:
    """Open *address* as somebody who has never been there; seconds until it was painted."""
    with browser.new_context(viewport=SCREEN, device_scale_factor=3, is_mobile=True) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="load")
        return {name: one / 1000 for name, one in page.evaluate(_PAINTS).items()}


def main() -> None:
    """Print a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("pages", nargs="*", default=["index.html"])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--browser", default="/usr/bin/chromium", help="the program")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    print(f"{'':<44} {'first words':>16} {'largest':>16}   goal ≤ {GOAL} s")
    with serve(options.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=options.browser, args=["--no-sandbox", "--disable-gpu"]
        )
        for name in options.pages:
            rounds = [measure(browser, f"{address}{name}") for _ in range(options.rounds + 1)][1:]
            cells = []
            for paint in ("first", "largest"):
                seconds = [one[paint] for one in rounds]
                cells.append(f"{median(seconds):6.2f} ({max(seconds):.2f}) s")
            print(f"{name:<44} {cells[0]:>16} {cells[1]:>16}")
        browser.close()


if __name__ == "__main__":
    main()
