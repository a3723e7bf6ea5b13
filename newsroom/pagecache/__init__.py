"""The cache of finished pages: answers readers before Django is asked, and forgets by tag when an act commits."""
