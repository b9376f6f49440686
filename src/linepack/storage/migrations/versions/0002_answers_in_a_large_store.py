"""What a large store answers from: indexes in the order of the pages, bands of the timeline, tallies."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEW: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("source", ("name", "id")),
    ("source", ("url", "id")),
    ("source", ("cluster", "id")),
    ("signature_band", ("number", "value", "signature", "source_id")),
    ("tenure", ("person_id", "post_id", "seen_on")),
    ("alias", ("folded", "group", "ref")),
    ("participation", ("ref", "type", "day", "event_id")),
    ("statement", ("state", "level", "id")),
    ("commitment", ("state", "level", "id")),
    ("concerns", ("ref", "kind", "day", "fact_id")),
    ("concerns", ("ref", "band", "day", "kind", "fact_id")),
    ("review", ("reviewer", "id")),
    ("review", ("undoes",)),
    ("party", ("name",)),
    ("place", ("name",)),
    ("asset", ("name",)),
)
"""Indexes that are new: the table and its columns."""

OLD: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("source", ("name",)),
    ("source", ("cluster",)),
    ("signature_band", ("number", "value")),
    ("signature_band", ("source_id",)),
    ("span", ("source_id",)),
    ("tenure", ("person_id",)),
    ("alias", ("folded",)),
    ("participation", ("ref", "event_id")),
    ("concerns", ("ref", "day")),
    ("concerns", ("source_id",)),
)
"""Indexes that a new one stands for, or that no question needs."""

KINDS = ("entity", "event", "statement", "quantity", "commitment", "status_change", "doubt")

PAPER_EVENTS = "('signing', 'decision')"
STEEL_EVENTS = "('construction_start', 'inauguration')"
GAS_EVENTS = "('supply_start', 'interruption', 'resumption')"


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "tally",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ref", "what", name=op.f("pk_tally")),
    )
    op.add_column("signature_band", sa.Column("signature", sa.String(), nullable=False, server_default=""))
    op.add_column("participation", sa.Column("type", sa.String(), nullable=False, server_default=""))
    op.add_column("participation", sa.Column("day", sa.Date(), nullable=True))
    op.add_column("concerns", sa.Column("band", sa.String(), nullable=False, server_default=""))
    _fill_columns()
    for table, columns in OLD:
        op.drop_index(_name(table, columns), table)
    for table, columns in NEW:
        op.create_index(_name(table, columns), table, list(columns))
    _count()
    _index_words("left(title || ' ' || text, 400000)")


def _index_words(words: str) -> None:
    """Index the words of PostgreSQL's full-text search; a vector of all words of a large text has no room."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_source_words")
        op.execute(f"CREATE INDEX ix_source_words ON source USING gin (to_tsvector('simple', {words}))")


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"


def _fill_columns() -> None:
    """Repeat in the new columns what the rows at hand have elsewhere."""
    op.execute(
        "UPDATE signature_band SET signature = (SELECT source.signature FROM source"
        " WHERE source.id = signature_band.source_id)"
    )
    op.execute(
        "UPDATE participation SET"
        " type = (SELECT event.type FROM event WHERE event.id = participation.event_id),"
        " day = (SELECT event.day FROM event WHERE event.id = participation.event_id)"
    )
    op.execute(
        "UPDATE concerns SET band = 'talk' WHERE kind IN ('event', 'statement', 'commitment', 'quantity')"
    )
    op.execute("UPDATE concerns SET band = 'steel' WHERE kind = 'status_change'")
    postgresql = op.get_bind().dialect.name == "postgresql"
    status = "fields->>'status'" if postgresql else "json_extract(fields, '$.status')"
    _set_band("gas", "quantity", f"{status} IN ('actual', 'interrupted')")
    for band, types in (("paper", PAPER_EVENTS), ("steel", STEEL_EVENTS), ("gas", GAS_EVENTS)):
        _set_band(band, "event", f"type IN {types}")
    for kind in ("statement", "commitment"):
        for band, levels in (("paper", "3, 4, 5, 6"), ("steel", "7, 8"), ("gas", "9, -2")):
            _set_band(band, kind, f"level IN ({levels})")


def _set_band(band: str, kind: str, which: str) -> None:
    concerns = sa.table("concerns", *map(sa.column, ("kind", "fact_id", "band")))
    facts = sa.select(sa.table(kind, sa.column("id")).c.id).where(sa.text(which))
    here = concerns.c.kind == kind, concerns.c.fact_id.in_(facts)
    op.execute(concerns.update().where(*here).values(band=band))


def _count() -> None:
    """Count what is there."""
    into = "INSERT INTO tally (ref, what, number) SELECT"
    for kind in KINDS:
        op.execute(f"{into} '', '{kind}', count(*) FROM {kind} HAVING count(*) > 0")
    op.execute(f"{into} ref, kind, count(DISTINCT fact_id) FROM concerns GROUP BY ref, kind")
    bands = "SELECT DISTINCT ref, band, kind, fact_id FROM concerns WHERE band <> ''"
    op.execute(f"{into} ref, 'band:' || band, count(*) FROM ({bands}) AS one GROUP BY ref, band")
    op.execute(
        f"{into} pair.ref, topic.ref, count(DISTINCT pair.fact_id) FROM concerns AS pair"
        " JOIN concerns AS topic ON topic.kind = pair.kind AND topic.fact_id = pair.fact_id"
        " WHERE pair.role = 'pair' AND topic.role = 'topic' GROUP BY pair.ref, topic.ref"
    )
    op.execute(f"{into} '', ref, count(DISTINCT fact_id) FROM concerns WHERE role = 'topic' GROUP BY ref")


def downgrade() -> None:
    """Take the tables back to the revision before."""
    _index_words("title || ' ' || text")
    for table, columns in NEW:
        op.drop_index(_name(table, columns), table)
    for table, columns in OLD:
        op.create_index(_name(table, columns), table, list(columns))
    for table, column in (
        ("concerns", "band"),
        ("participation", "day"),
        ("participation", "type"),
        ("signature_band", "signature"),
    ):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
    op.drop_table("tally")
