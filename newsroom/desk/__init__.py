"""The desk: Django's admin as this paper's own."""
