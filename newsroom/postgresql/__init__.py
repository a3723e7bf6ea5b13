"""Django's PostgreSQL, with statements that are planned once."""
