"""Run the pipeline on a folder and ask the published release."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import wiremill

ARTICLES = Path(__file__).parent / "articles"
TRADE = "SELECT figure, item, change, period_start FROM figure_facts WHERE item ILIKE '%beef%'"


def main() -> None:
    """Print counts, the events of the release and an answer in SQL."""
    with TemporaryDirectory() as folder:
        report = wiremill.run(ARTICLES, data=folder, workers=0)
        print(f"{report.new_count} new documents, {report.failed_count} failed")
        release = wiremill.open_release(folder)
        print(f"newest article: {release.newest_article_on}")
        for row in release.query("SELECT event_type, actors FROM event_facts ORDER BY ALL").to_pylist():
            print(row)
        for row in release.query(TRADE).to_pylist():
            print(row)


if __name__ == "__main__":
    main()
