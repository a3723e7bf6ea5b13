"""What is tried with real processes: serving, restarting, killing, and nginx in front."""
