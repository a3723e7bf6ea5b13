"""The benchmark: the paper as production would serve it, beside references on the same machine in the same run."""
