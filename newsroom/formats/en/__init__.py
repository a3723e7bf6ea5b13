"""English dates as the paper writes them."""
