"""The demo paper: its words, its pictures, and how they get into an empty database."""
