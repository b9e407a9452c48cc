"""Pack the Superset dashboard for a release.

python examples/superset/pack.py data/published/current wiremill.zip
superset import-dashboards --path wiremill.zip --username admin
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent / "dashboard"


def pack_dashboard(release: Path, target: Path) -> None:
    """Write the export as a ZIP file whose database is that of the release."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FOLDER.rglob("*.yaml")):
            text = path.read_text(encoding="utf-8").replace("/RELEASE", str(release.absolute()))
            archive.writestr(f"wiremill/{path.relative_to(FOLDER).as_posix()}", text)


if __name__ == "__main__":
    pack_dashboard(Path(sys.argv[1]), Path(sys.argv[2]))
