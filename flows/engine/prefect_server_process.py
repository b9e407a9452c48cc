"""The server process: serves Prefect's API on a free port until its standard input ends."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from typing import Any

ORDERLY_SECONDS = 5.0


def main() -> None:
    """Print the address, then `ready` once the server answers; serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
    answers.write(address + "\n")
    answers.flush()

    import uvicorn
    from prefect.server.api.server import create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            answers.write("ready\n")
            answers.flush()

    server = Server(uvicorn.Config(create_app(), log_level="error", lifespan="on"))
    threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listening])


def _end_with_parent(server: Any) -> None:
    sys.stdin.read()
    server.should_exit = True
    time.sleep(ORDERLY_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
