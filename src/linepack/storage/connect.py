"""Opening a store: where it lies, which database it is, and bringing its tables up to date."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from linepack.errors import Finding, InputError, MissingExtraError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

FILE_NAME: Final = "record.db"
"""Name of the default store in the user's data folder."""

NEWEST: Final = "0004"
"""Revision of the tables that this version works with."""

WRITERS: Final = 5_176_437
"""Number of the lock that writers of a PostgreSQL store queue for."""

MAGIC: Final = b"SQLite format 3\x00"
"""First bytes of a SQLite file."""


def default_path() -> Path:
    """Return where the store lies when nobody names one: the user's data folder of the platform."""
    try:
        from platformdirs import user_data_path
    except ImportError as missing:
        raise MissingExtraError("record", "platformdirs") from missing
    return user_data_path("linepack", appauthor=False) / FILE_NAME


def engine_of(place: str | Path | None) -> Engine:
    """Return the engine of a store with its tables brought up to date.

    Parameters
    ----------
    place
        A file, a database URL (``sqlite:///…``, ``postgresql://…``), or None for the default file.

    Raises
    ------
    InputError
        If the place is no store.
    MissingExtraError
        Without the ``record`` extra, or without ``teams`` for PostgreSQL.
    """
    try:
        from sqlalchemy import create_engine, event
    except ImportError as missing:
        raise MissingExtraError("record", "sqlalchemy") from missing
    url = _url(place)
    engine = create_engine(url, connect_args={"timeout": 60} if url.startswith("sqlite") else {})
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _careful)
        event.listen(engine, "begin", _write_lock)
    else:
        event.listen(engine, "begin", _queue_writers)
    _bring_up_to_date(engine)
    return engine


def _url(place: str | Path | None) -> str:
    text = str(place) if place is not None else str(default_path())
    if text.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        try:
            import psycopg  # noqa: F401
        except ImportError as missing:
            raise MissingExtraError("teams", "psycopg") from missing
        return "postgresql+psycopg://" + text.split("://", 1)[1]
    if "://" in text and not text.startswith("sqlite://"):
        kind = text.split("://", 1)[0]
        found = f"{kind!r} is no database that a store can be."
        raise InputError([Finding(text, found, "Give a file, sqlite:///FILE or postgresql://…")], "the store")
    if text.startswith("sqlite://"):
        return text
    return f"sqlite:///{_checked(Path(text))}"


def _checked(path: Path) -> Path:
    """Return the path of a new or an existing store; refuse any other file."""
    if path.is_dir():
        raise InputError(
            [Finding(str(path), "is a folder.", f"Name a file, as {path / FILE_NAME}.")], "the store"
        )
    if path.exists() and _first_bytes(path) not in (b"", MAGIC):
        raise InputError([Finding(str(path), "is no store of linepack.", "Name another file.")], "the store")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(MAGIC))


def _careful(connection: Any, _record: Any) -> None:
    """Set what a SQLite store needs: readers beside a writer, keys that hold, our own transactions."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _write_lock(connection: Connection) -> None:
    """Begin a transaction; one that will write takes the lock at once, so that two writers queue."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _queue_writers(connection: Connection) -> None:
    """Let transactions that will write queue on PostgreSQL as they do on SQLite: one at a time."""
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def _bring_up_to_date(engine: Engine) -> None:
    if _revision(engine) == NEWEST:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("linepack.storage") / "migrations"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(engine: Engine) -> str | None:
    """Return the revision of a store's tables, None where there are none."""
    from sqlalchemy import inspect, text

    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
