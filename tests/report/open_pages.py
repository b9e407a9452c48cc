"""Pages of a report in headless Chromium: open an address, read what is there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-dev-shm-usage",
)  # fmt: skip
READY = "return document.getElementById('main').dataset.address === location.hash"
DRAWN_COLOURS = """
const pen = arguments[0].getContext("2d"), {width, height} = arguments[0];
if (!width || !height) return 0;
const {data} = pen.getImageData(0, 0, width, height), colours = new Set();
for (let i = 0; i < data.length; i += 4)
  if (data[i + 3]) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
return colours.size;
"""
MARKED = """
const found = {};
for (const node of document.querySelectorAll(".text .mark"))
  for (const id of node.dataset.rows.split(" ").filter(Boolean))
    found[id] = (found[id] || "") + node.textContent;
return found;
"""


def find_browser() -> tuple[str, str] | None:
    """Chromium and its driver; None where one is missing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    return (chromium, driver) if chromium and driver else None


def start_browser(chromium: str, driver: str, folder: Path, size: tuple[int, int] = (1280, 900)) -> Any:
    """A headless browser with a profile of its own in `folder`."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={folder}", f"--window-size={size[0]},{size[1]}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(driver))


class Pages:
    """The pages of one report."""

    def __init__(self, driver: Any, release: Path) -> None:
        self.driver = driver
        self.release = release

    def open(self, address: str = "#/") -> Pages:
        """Load the page anew at an address, and wait until it is drawn."""
        self.driver.get("about:blank")
        self.driver.get((self.release / "report" / "index.html").absolute().as_uri() + address)
        return self.wait()

    def go(self, address: str) -> Pages:
        """Follow an address within the page that is open."""
        self.run("location.hash = arguments[0]", address)
        return self.wait()

    def wait(self, seconds: float = 60.0) -> Pages:
        """Wait until the page shows what its address says."""
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, seconds).until(lambda driver: driver.execute_script(READY))
        return self

    def wait_for(self, script: str, seconds: float = 60.0) -> Any:
        """Wait until a script returns something true; returns it."""
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, seconds).until(lambda driver: driver.execute_script(script))

    def run(self, script: str, *values: Any) -> Any:
        """Run a script in the page."""
        return self.driver.execute_script(script, *values)

    def click(self, selector: str) -> Pages:
        """Click on the first element that fits."""
        self.run("document.querySelector(arguments[0]).click()", selector)
        return self

    @property
    def text(self) -> str:
        """All text of the page."""
        return str(self.run("return document.getElementById('main').textContent"))

    @property
    def heading(self) -> str:
        """The text of its heading."""
        return str(self.run("return document.querySelector('h1').textContent"))

    def read_marks(self) -> dict[str, str]:
        """Marked words by row, without line breaks."""
        return dict(self.run(MARKED))

    def count_colours(self, selector: str) -> list[int]:
        """Distinct colours on each canvas that fits."""
        nodes = self.wait_for(
            f"const n = document.querySelectorAll({json.dumps(selector)}); return n.length ? [...n] : null"
        )
        return [int(self.run(DRAWN_COLOURS, node)) for node in nodes]

    def read_errors(self) -> list[str]:
        """What the console said since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]
