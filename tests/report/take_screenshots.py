"""Pictures of the report for the README: `python tests/report/take_screenshots.py RELEASE FOLDER`.

Needs Chromium and its driver. Each picture stays below 150,000 bytes.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import duckdb
from open_pages import Pages, find_browser, start_browser

LARGEST_BYTES = 150_000
SIZE = (1100, 640)
STILL = "return [...document.querySelectorAll('.network, .mapbox')].every(box => box.querySelector('canvas'))"


def choose_addresses(release: Path) -> dict[str, str]:
    """The views to show: the richest article, the most active actor, the overview, a search."""
    with duckdb.connect(str(release / "wiremill.duckdb"), read_only=True) as con:
        found = con.execute(
            "SELECT (SELECT document_id FROM event_facts WHERE NOT is_copy GROUP BY 1"
            " ORDER BY count(*) DESC, 1 LIMIT 1),"
            " (SELECT actor_id FROM actor_profiles ORDER BY acting_count + receiving_count DESC, 1 LIMIT 1)"
        ).fetchone()
        assert found is not None
        event = con.execute(
            "SELECT event_id FROM event_facts WHERE document_id = ? ORDER BY confidence DESC LIMIT 1",
            [found[0]],
        ).fetchone()
    assert event is not None
    return {
        "overview": "#/",
        "article": f"#/document/{found[0]}/{event[0]}",
        "actor": f"#/actor/{found[1].replace('/', '%2F')}",
        "search": "#/search?kind=events",
    }


def main(release: Path, folder: Path) -> None:
    """Take them; the article also in dark."""
    found = find_browser()
    if found is None:
        sys.exit("no chromium and chromedriver here (Debian: apt-get install chromium chromium-driver)")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        driver = start_browser(*found, Path(profile), SIZE)
        try:
            pages = Pages(driver, release)
            addresses = choose_addresses(release)
            for name, address in addresses.items():
                pages.open(address).wait_for(STILL)
                save(pages, folder / f"{name}.png")
            pages.open(addresses["article"]).click("#theme").wait()
            save(pages, folder / "article-dark.png")
        finally:
            driver.quit()


def save(pages: Pages, path: Path) -> None:
    """Save what is seen, once the page had the time to draw two frames."""
    pages.driver.execute_async_script("setTimeout(() => requestAnimationFrame(arguments[0]), 500)")
    path.write_bytes(pages.driver.get_screenshot_as_png())
    size = path.stat().st_size
    print(f"{path}: {size:,} bytes")
    if size > LARGEST_BYTES:
        sys.exit(f"{path} is larger than {LARGEST_BYTES:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
