"""Views of the record: what it holds about a source, a party, a person, an asset, a pair of countries."""
