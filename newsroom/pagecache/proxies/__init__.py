"""Caches in front of the paper that can be told of purges: one file each."""
