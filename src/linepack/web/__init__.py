"""The server: what the public functions answer, over HTTP, for one person here or for a team."""
