"""Django's SQLite, with writers that take their turn."""
