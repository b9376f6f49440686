"""The charts of the report; each returns markup made from records."""
