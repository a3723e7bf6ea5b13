"""A synthetic archive: many stories and comments, in bulk, the same ones each time."""
