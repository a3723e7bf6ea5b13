"""What runs inside the paper's own Django process, asked for by bench.paper.Paper.inside."""
