"""Moves a paper from one database to another, and proves that it arrived whole."""
