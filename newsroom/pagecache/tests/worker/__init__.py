"""A small site that worker processes of the tests serve."""
