"""What readers say, and what moderators do with it."""
