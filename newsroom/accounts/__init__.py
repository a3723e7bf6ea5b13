"""People: staff and readers, and how they sign in."""
