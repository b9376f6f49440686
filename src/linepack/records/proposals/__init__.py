"""The port for other extractors: they propose rows, the record checks every word and asks a person."""
