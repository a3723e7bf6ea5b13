"""Automatic rules, one a file; every rule runs and all findings are known, so that nobody sees one reason of three."""

from comments.automod import duplicates, limits
from comments.automod.findings import Draft, Finding

__all__ = ["Draft", "Finding", "findings"]

RULES = (limits.check, duplicates.check)


def findings(draft: Draft) -> list[Finding]:
    """What the rules object to; a comment with a finding is not taken."""
    return [found for rule in RULES for found in rule(draft)]
