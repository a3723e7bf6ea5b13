"""Tags of the page cache."""
