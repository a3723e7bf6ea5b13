"""The site: settings, addresses, the desk, and the leaf packages below."""
