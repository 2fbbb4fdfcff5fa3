"""Alembic's entry point. hjul runs it by program, on a connection and in a transaction that it already has.

There is no alembic.ini and no logging set-up. To write the next migration: change ``sync/ledger_schema.py``, add
``versions/NNNN_what_it_does.py`` from ``script.py.mako``, set ``REVISION``, and add a ledger of the revision before it
to ``tests/sync/ledgers/``; the tests say what is missing. Migrations go forward only: a ledger is kept by copying the
file, not by taking steps back. They move data with plain SQL, never with the program's own classes, which will change.
"""

from __future__ import annotations

from alembic import context

from sync.ledger_schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # also on SQLite: a migration that is cut off has not begun
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
