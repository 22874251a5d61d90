"""Our report beside those of other tools, over the same 1,000 rows: `python bench/report_peers.py [NAME=PYTHON…]`.

Each row says how many of how many were done and at what rate; in one of ten the rate is wrong. Every tool writes its
own HTML report of that; coverage.py, which reports on code, measures the code that made the rows. A tool runs under
the Python that is named (`pointblank=/some/environment/bin/python`), else under this one; one that is not installed
there is left out. All are opened in Chromium, from disk, with the network off.

Measured are: the size of all files; requests for anything that is not a file; errors on the console; violations that
axe-core finds in the light theme; whether a dark theme changes the page's background; whether each of the first stops
of the Tab key can be seen; a style for print; the SHA-256 of the input in the page; and whether writing it twice
gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

MAKERS = {
    "kanwu": """
import kanwu, pathlib, sys
kanwu.run(["rows.jsonl"], "run").report(pathlib.Path(sys.argv[1]))
version = kanwu.__version__
""",
    "pointblank": """
import pathlib, pointblank as pb, polars as pl, sys
rows = pl.read_csv("rows.csv")
done = pb.Validate(rows).col_vals_eq("right", 1).col_vals_le("part", pb.col("whole")).interrogate()
folder = pathlib.Path(sys.argv[1]); folder.mkdir()
done.get_tabular_report().write_raw_html(folder / "index.html")
from importlib.metadata import version as of; version = of("pointblank")
""",
    "great_expectations": """
import great_expectations as gx, pandas as pd, shutil, sys, pathlib
shutil.rmtree("gx", ignore_errors=True)
context = gx.get_context(mode="file", project_root_dir=".")
asset = context.data_sources.add_pandas("rows").add_dataframe_asset("rows")
batch = asset.add_batch_definition_whole_dataframe("all")
suite = context.suites.add(gx.ExpectationSuite("rows"))
suite.add_expectation(gx.expectations.ExpectColumnValuesToBeInSet(column="right", value_set=[1]))
check = context.validation_definitions.add(gx.ValidationDefinition(name="rows", data=batch, suite=suite))
action = gx.checkpoint.UpdateDataDocsAction(name="docs")
point = context.checkpoints.add(gx.Checkpoint(name="rows", validation_definitions=[check], actions=[action]))
point.run(batch_parameters={"dataframe": pd.read_csv("rows.csv")})
(site,) = pathlib.Path("gx").rglob("local_site")
shutil.copytree(site, sys.argv[1])
version = gx.__version__
""",
    "coverage": """
import coverage, pathlib, sys
measured = coverage.Coverage(data_file=None, include=["rows.py"])
measured.start()
exec(compile(pathlib.Path("rows.py").read_text("utf-8"), str(pathlib.Path("rows.py").resolve()), "exec"), {})
measured.stop()
measured.html_report(directory=sys.argv[1])
version = coverage.__version__
""",
    "evidently": """
import evidently, pandas as pd, pathlib, sys
from evidently import Dataset, Report
from evidently.presets import DataSummaryPreset
folder = pathlib.Path(sys.argv[1]); folder.mkdir()
Report([DataSummaryPreset()]).run(Dataset.from_pandas(pd.read_csv("rows.csv"))).save_html(str(folder / "index.html"))
version = evidently.__version__
""",
}
"""Programs that write a report of the rows into the folder they are given."""

ROWS = """
import csv, json
rows = [(n % 60 + 1, 64, n % 10 != 0) for n in range(1000)]
rates = [100 * part / whole if right else 97 for part, whole, right in rows]
texts = [f"受理{whole}件，办结{part}件，办结率{rate:.1f}%。" for (part, whole, _), rate in zip(rows, rates)]
"""


def make_rows(folder: Path) -> None:
    """Write the rows as JSON Lines, as CSV, and the code that makes them."""
    made: dict[str, Any] = {}
    exec(ROWS, made)  # noqa: S102 - our own code, of which coverage.py reports
    (folder / "rows.py").write_text(ROWS, "utf-8")
    lines = (json.dumps({"text": text}, ensure_ascii=False) for text in made["texts"])
    (folder / "rows.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["part", "whole", "right"])
        writer.writerows((part, whole, int(right)) for part, whole, right in made["rows"])


def write(name: str, python: str, folder: Path, out: str) -> str | None:
    """Let a tool write its report; return its version, or None where it is not installed or fails."""
    done = subprocess.run(
        [python, "-c", f"{MAKERS[name]}\nprint('version', version)", out],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"{name}: left out: {done.stderr.strip().splitlines()[-1]}")
        return None
    return next(line for line in done.stdout.splitlines() if line.startswith("version ")).removeprefix("version ")


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a report."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def stops_seen(page: Page) -> str:
    """Press Tab some times; say how many of the stops can be seen."""
    seen = 0
    for _ in range(10):
        page.keyboard.press("Tab")
        seen += page.evaluate(
            "document.activeElement !== document.body && document.activeElement.getClientRects().length > 0"
        )
    return f"{seen} of 10"


@dataclass  # playwright keeps notes on what listens to it, so no slots
class Heard:
    """What a page asked of the network, and the errors on its console."""

    outside: int = 0
    errors: int = 0

    def listen(self, page: Page) -> None:
        """Count from now on."""
        page.on("request", self._request)
        page.on("console", self._console)

    def _request(self, asked: Request) -> None:
        self.outside += asked.url.startswith("http")

    def _console(self, said: ConsoleMessage) -> None:
        self.errors += said.type == "error"


def opened(browser: Browser, index: Path, scheme: Literal["light", "dark"], heard: Heard) -> Page:
    """Open a report with the network off and wait until it is at rest."""
    page = browser.new_context(offline=True, bypass_csp=True, color_scheme=scheme).new_page()
    heard.listen(page)
    page.goto(index.as_uri())
    page.wait_for_timeout(4000)
    return page


def look(browser: Browser, index: Path, sha256: str) -> list[str]:
    """Open a report and say what is found."""
    heard = Heard()
    page = opened(browser, index, "light", heard)
    dark = opened(browser, index, "dark", Heard())
    page.evaluate(AXE)
    violations = page.evaluate("axe.run().then(done => done.violations.map(each => each.nodes.length))")
    background = "getComputedStyle(document.body).backgroundColor"
    yes = {True: "yes", False: "no"}
    says = [
        f"requests {heard.outside}",
        f"errors {heard.errors}",
        f"axe {len(violations)} rules, {sum(violations)} places",
        f"tab stops seen {stops_seen(page)}",
        f"dark theme {yes[page.evaluate(background) != dark.evaluate(background)]}",
        f"print style {yes[page.evaluate(PRINT_RULES)]}",
        f"hash of input {yes[sha256 in page.content()]}",
    ]
    page.context.close()
    dark.context.close()
    return says


PRINT_RULES = """(() => [...document.styleSheets].some((sheet) => {
  const prints = (media) => Boolean(media?.mediaText.includes("print"));
  try { return prints(sheet.media) || [...sheet.cssRules].some((rule) => prints(rule.media)); }
  catch { return false; }
}))()"""


def main() -> None:
    """Write and open each report."""
    named = (argument.partition("=") for argument in sys.argv[1:])
    pythons = {name: python for name, _, python in named}
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        print(f"No browser: install one of {', '.join(BROWSERS)}.")
        return
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        folder = Path(place)
        make_rows(folder)
        for name in MAKERS:
            python = pythons.get(name, sys.executable)
            version = write(name, python, folder, f"{name}-1")
            if version is None:
                continue
            first = folder / f"{name}-1"
            sha256 = hashlib.sha256((folder / ("rows.jsonl" if name == "kanwu" else "rows.csv")).read_bytes())
            says = look(browser, first / "index.html", sha256.hexdigest())
            write(name, python, folder, f"{name}-2")
            size = sum(path.stat().st_size for path in first.rglob("*") if path.is_file())
            same = digests(first) == digests(folder / f"{name}-2")
            print(f"{name} {version}: {size / 1e3:,.0f} KB in {len(digests(first))} files; {'; '.join(says)}; ", end="")
            print(f"same bytes twice {'yes' if same else 'no'}")
        browser.close()


if __name__ == "__main__":
    main()
