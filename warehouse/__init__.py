"""Where the rows live: DuckDB. The only package that knows it.

A run goes `stage` -> `audit` -> `publish` -> `export`; `operations` keeps the log of runs, and
`ledger` and `template_memory` give back what earlier runs left.
"""

from schemas.moved_modules import tell_new_names

tell_new_names()
