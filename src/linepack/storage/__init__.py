"""The store of the record: one set of tables on SQLite and PostgreSQL."""
