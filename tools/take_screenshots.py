"""Take the pictures of docs/images from a run over the seeds: `python tools/take_screenshots.py`. Needs a Chromium."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import kanwu

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

PICTURES = (
    ("report-run", "", "", "light", 1100, 900),
    ("report-document", "#document-1", "", "light", 1100, 1000),
    ("report-beside", "#document-1", "beside", "dark", 1100, 700),
    ("report-phone", "#document-2", "", "light", 390, 800),
)
"""File, address, mode of the text, theme, width, height."""


def main() -> None:
    """Make the run and take each picture."""
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = kanwu.run(sorted((ROOT / "seeds").glob("*.txt")), Path(folder) / "run").report()
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        for name, address, mode, scheme, width, height in PICTURES:
            context = browser.new_context(
                color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": height}
            )
            page = context.new_page()
            page.goto(path.as_uri() + address)
            page.wait_for_timeout(1500)
            if mode:
                page.check(f"input[value={mode}]")
                page.evaluate("document.querySelector('.modes').scrollIntoView()")
                page.wait_for_timeout(500)
            page.screenshot(path=IMAGES / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
