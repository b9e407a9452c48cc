"""Automations of Prefect that call a webhook: a run failed, a run is late, the data of a source are stale.

They are made on the configured server, which must have its services (`prefect server start` and Prefect
Cloud do); made again, they replace those of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.events.schemas.automations import AutomationCore

BLOCK_NAME = "wiremill-alerts"
# Filled in by the server; `tojson` quotes what a message may hold.
PAYLOAD = (
    '{{"alert": "{kind}", "flow": {{{{ flow.name | tojson }}}},'
    ' "run": {{{{ event.resource["prefect.resource.name"] | default("") | tojson }}}},'
    ' "state": {{{{ event.resource["prefect.state-name"] | default("") | tojson }}}},'
    ' "message": {{{{ event.resource["prefect.state-message"] | default("") | tojson }}}},'
    ' "at": {{{{ event.resource["prefect.state-timestamp"] | default("") | tojson }}}}}}'
)


@dataclass(frozen=True, slots=True)
class Alert:
    """Which events of which flows call the webhook."""

    kind: str
    flows: tuple[str, ...]
    states: tuple[str, ...]
    description: str


ALERTS = (
    # A backfill is told by the ingest in it: one failure, one call.
    Alert("failed", ("ingest", "maintenance"), ("Failed", "Crashed", "TimedOut"), "A run failed."),
    Alert(
        "late",
        ("ingest", "backfill", "maintenance", "freshness"),
        ("Late",),
        "A run should have begun and has not: no worker runs, or an earlier run takes too long.",
    ),
    Alert(
        "stale",
        ("freshness",),
        ("Failed", "Crashed", "TimedOut"),
        "A source has brought nothing for longer than its freshness check allows.",
    ),
)


def install_alerts(url: str) -> tuple[str, ...]:
    """Make the webhook and the automations on the configured server; returns their names.

    `url` gets a POST of JSON: `alert` (failed, late, stale), `flow`, `run`, `state`, `message`, `at`.
    """
    from prefect.blocks.webhook import Webhook
    from prefect.client.orchestration import get_client
    from prefect.types import SecretDict
    from pydantic import SecretStr

    hook = Webhook(url=SecretStr(url), headers=SecretDict({"Content-Type": "application/json"}))
    block_id = cast("UUID", hook.save(BLOCK_NAME, overwrite=True))
    automations = [make_automation(alert, block_id) for alert in ALERTS]
    with get_client(sync_client=True) as client:
        for automation in automations:
            for earlier in client.read_automations_by_name(automation.name):
                client.delete_automation(earlier.id)
            client.create_automation(automation)
    return tuple(automation.name for automation in automations)


def make_automation(alert: Alert, block_id: UUID) -> AutomationCore:
    """The automation of an alert, which calls the webhook block once for each run."""
    from prefect.events.actions import CallWebhook
    from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

    trigger = EventTrigger(
        match={"prefect.resource.id": "prefect.flow-run.*"},
        match_related={"prefect.resource.role": "flow", "prefect.resource.name": [*alert.flows]},
        expect={f"prefect.flow-run.{state}" for state in alert.states},
        for_each={"prefect.resource.id"},
        posture=Posture.Reactive,
        threshold=1,
    )
    action = CallWebhook(block_document_id=block_id, payload=PAYLOAD.format(kind=alert.kind))
    name = f"wiremill: {alert.kind}"
    return AutomationCore(name=name, description=alert.description, trigger=trigger, actions=[action])
