"""The first ledger: plan versions, runs, what is agreed, cursors, intents, observations, issued reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPEND_ONLY = {
    "sqlite": (
        (
            "CREATE TRIGGER observation_never_updated BEFORE UPDATE ON observation "
            "BEGIN SELECT RAISE(ABORT, 'observations are never changed'); END"
        ),
        (
            "CREATE TRIGGER observation_never_deleted BEFORE DELETE ON observation "
            "BEGIN SELECT RAISE(ABORT, 'observations are never deleted'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION observation_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'observations are never changed or deleted'; END $$"
        ),
        (
            "CREATE TRIGGER observation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON observation "
            "FOR EACH STATEMENT EXECUTE FUNCTION observation_refuse()"
        ),
    ),
}


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("recorded_at", time, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_version_plan_id"), "plan_version", ["plan", "id"])
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("started_at", time, nullable=False),
        sa.Column("ended_at", time),
        sa.Column("result", sa.String()),
        sa.Column("counts", sa.Text()),
        sa.Column("plan_version", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.ForeignKeyConstraint(["plan_version"], ["plan_version.id"], name=op.f("fk_run_plan_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_run_plan_id"), "run", ["plan", "id"])
    op.create_table(
        "agreed",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("plan", "target", "key", name=op.f("pk_agreed")),
    )
    op.create_table(
        "cursor",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("plan", "target", name=op.f("pk_cursor")),
    )
    op.create_table(
        "intent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("known", sa.Text()),
        sa.Column("image", sa.Text()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("settled_at", time),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intent")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_intent_run")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_intent_plan_target_state"), "intent", ["plan", "target", "state"])
    op.create_index(op.f("ix_intent_run"), "intent", ["run"])
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("run", sa.Integer()),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recorded_at", time, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", time),
        sa.Column("by", sa.Text()),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_observation_run")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_observation_plan_id"), "observation", ["plan", "id"])
    op.create_table(
        "report_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("issued_at", time, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_issue")),
        sa.ForeignKeyConstraint(
            ["plan_version"], ["plan_version.id"], name=op.f("fk_report_issue_plan_version")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_report_issue_plan_period"), "report_issue", ["plan", "period"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("migrations go forward only; put back a copy of the ledger instead")
