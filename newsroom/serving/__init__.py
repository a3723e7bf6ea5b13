"""The running paper: its web workers, its background workers, and how one version takes over from another."""
