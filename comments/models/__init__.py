"""The nouns of the conversation, one file each."""

from comments.models.comment import Comment, CommentVersion
from comments.models.counter import RateCounter
from comments.models.decision import Decision
from comments.models.reaction import Recommendation, Report
from comments.models.sanction import Sanction
from comments.models.standards import Rule, Standards
from comments.models.thread import SectionPolicy, Thread

__all__ = [
    "Comment",
    "CommentVersion",
    "Decision",
    "RateCounter",
    "Recommendation",
    "Report",
    "Rule",
    "Sanction",
    "SectionPolicy",
    "Standards",
    "Thread",
]
