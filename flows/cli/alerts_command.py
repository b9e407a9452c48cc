"""The command that has Prefect call a webhook when something is wrong."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.command_options import stop
from flows.error_text import ExitCode

app = typer.Typer()


@app.command()
def alerts(
    url: Annotated[str, typer.Argument(help="Address of the webhook; it gets JSON by POST.")],
) -> None:
    """Have Prefect call a webhook when a run fails or is late, or a source is stale."""
    from flows.engine.prefect_server import find_configured_api, quiet_environment

    if not url.startswith(("http://", "https://")):
        stop(ExitCode.USAGE, f"{url!r} is no address of a webhook (http:// or https://)")
    if find_configured_api() is None:
        stop(
            ExitCode.USAGE,
            "no Prefect server is configured: `prefect config set PREFECT_API_URL=http://127.0.0.1:4200/api`",
        )
    quiet_environment()
    from flows.engine.alerts import install_alerts

    for name in install_alerts(url):
        typer.echo(f"automation '{name}' is installed")
