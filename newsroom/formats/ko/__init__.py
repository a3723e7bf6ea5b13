"""Korean dates as the paper writes them."""
