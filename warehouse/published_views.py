"""The views of schema main that show the tables of schema store.

In `store` an actor column holds the entity_key of its document; the view shows the actor's id
across all documents in its place, read from `store.document_actors`.
"""

from __future__ import annotations

from schemas.declaration import ActorReference, Table


def select_published(table: Table) -> str:
    """The SELECT behind the view of a table."""
    columns, joins = [], []
    for column in table.columns:
        if column.has_rule(ActorReference):
            alias = f"{column.name}_actor"
            columns.append(f"{alias}.actor_id AS {column.name}")
            joins.append(
                f"LEFT JOIN store.document_actors AS {alias}"
                f" ON {alias}.document_id = t.document_id AND {alias}.entity_key = t.{column.name}"
            )
        else:
            columns.append(f"t.{column.name}")
    lines = [f"SELECT {', '.join(columns)}", f"FROM store.{table.name} AS t", *joins]
    if joins and any(c.has_rule(ActorReference) for c in table.columns if c.name in table.key):
        lines.append(_keep_one(table))
    return "\n".join(lines)


def _keep_one(table: Table) -> str:
    """Two entities of a document may be one actor: of the rows that then share a key, show the first."""
    key, order = [], []
    for column in table.columns:
        is_actor = column.has_rule(ActorReference)
        if column.name in table.key:
            key.append(f"{column.name}_actor.actor_id" if is_actor else f"t.{column.name}")
        order.append(f"t.{column.name}")
    order.sort(key=lambda name: name != "t.position")
    return f"QUALIFY row_number() OVER (PARTITION BY {', '.join(key)} ORDER BY {', '.join(order)}) = 1"
