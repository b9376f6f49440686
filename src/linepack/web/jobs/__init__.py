"""Work that takes longer than a request: kept in the store, done in processes of its own."""
