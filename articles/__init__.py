"""What is written, and who may read it."""
