"""The robustness campaign: random networks, solved, and every solved state checked by laws written here."""
