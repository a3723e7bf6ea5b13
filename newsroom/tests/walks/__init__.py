"""Walks through the demo paper behind a real server. They run in one worker, which builds the paper once."""
