"""Who may do what, and what a reader may read: every surface asks here.

Staff rights come from `Duty`: a role for the whole paper or for a section and all below it.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles import questions
from articles.models import Article, Edition, Role, Section, SectionPath
from articles.workflow import NotAllowed, Stage

EVERYWHERE = ""  # the path prefix of the whole paper

# What each role may do within its duty; “own” acts are a reporter's, see `_may_with_own`.
GRANTS: dict[str, frozenset[str]] = {
    Role.REPORTER: frozenset({"enter_desk", "add_story", "add_photo"}),
    Role.EDITOR: frozenset(
        {"enter_desk", "add_story", "add_photo", "see", "write", "file", "publish", "manage_library", "arrange_front"}
    ),
    Role.MODERATOR: frozenset({"enter_desk", "moderate"}),
    Role.ADMINISTRATOR: frozenset(
        "enter_desk add_story add_photo see write file publish backdate manage_library arrange_front manage_sections "
        "manage_people moderate".split()
    ),
}
# Acts on the paper as a whole: a duty for one section does not give them.
WHOLE_PAPER = frozenset({"arrange_front", "manage_sections", "manage_people", "backdate"})
OWN = frozenset({"see", "write", "file"})

REFUSALS = {
    "see": _("You have no duty for this story."),
    "write": _("You may not change this story. A filed story is the editors' until they send it back."),
    "file": _("You may not file this story. Ask its author or an editor of the section."),
    "publish": _("You may not publish in this section. Ask one of its editors."),
    "backdate": _("Publishing at a past moment needs an administrator."),
}
NO_DUTY = _("You may not do this. Ask an administrator for the duty.")


def duties(user: Any) -> list[tuple[str, str]]:
    """(role, section path or EVERYWHERE) for each duty; one query a request, kept on the user object."""
    if not getattr(user, "is_active", False) or not user.is_staff:
        return []
    if not hasattr(user, "_duties"):
        rows = user.duties.values_list("group__name", "section__path")
        user._duties = [(role, path or EVERYWHERE) for role, path in rows]
    return user._duties


def covers(duty_path: str, path: str | None) -> bool:
    """Whether a duty reaches a section's path; None asks for no place in particular."""
    return path is None or duty_path == EVERYWHERE or path == duty_path or path.startswith(f"{duty_path}/")


def _path_of(thing: Article | Section | None) -> str | None:
    """Raises TypeError for any other thing: what has no known place must not pass as “anywhere”."""
    match thing:
        case None:
            return None
        case Article():
            return thing.section.path
        case Section():
            return thing.path
    raise TypeError(f"{type(thing).__name__} has no place in the paper; ask about its story or section")


def may(user: Any, act: str, thing: Article | Section | None = None) -> bool:
    """Whether a person may do an act to a story, in a section, or (None) anywhere at all."""
    if not getattr(user, "is_active", False):
        return False
    if user.is_superuser:
        return True
    path = _path_of(thing)
    for role, place in duties(user):
        if act in WHOLE_PAPER and place != EVERYWHERE:
            continue
        if act in GRANTS.get(role, ()) and covers(place, path):
            return True
        if role == Role.REPORTER and act in OWN and _may_with_own(user, act, thing, place):
            return True
    return False


def _may_with_own(user: Any, act: str, story: Any, place: str) -> bool:
    """A reporter sees her stories always, writes and files them while they are drafts."""
    if story is None:
        return act in ("see", "write")
    if not isinstance(story, Article) or not covers(place, story.section.path):
        return False
    if act != "see" and story.stage != Stage.DRAFT:
        return False
    return story.created_by_id == user.pk or (story.pk is not None and story.credits.filter(author__user=user).exists())


def require(user: Any, act: str, thing: Article | Section | None = None) -> None:
    """Raises NotAllowed with a sentence."""
    if not may(user, act, thing):
        raise NotAllowed(REFUSALS.get(act, NO_DUTY))


def visible_articles(user: Any) -> QuerySet[Article]:
    """The stories a person may see at the desk; what is not here answers 404."""
    stories = Article.objects.all()
    if getattr(user, "is_active", False) and user.is_superuser:
        return stories
    rule = Q(pk__in=[])
    for role, place in duties(user):
        reach = Q() if place == EVERYWHERE else Q(section__path=place) | Q(section__path__startswith=f"{place}/")
        if "see" in GRANTS.get(role, ()):
            rule |= reach or Q(pk__isnull=False)
        elif role == Role.REPORTER:
            rule |= reach & (Q(created_by=user) | Q(pk__in=Article.objects.filter(credits__author__user=user)))
    return stories.filter(rule)


def sections_for(user: Any, act: str = "add_story") -> QuerySet[Section]:
    """The sections in which a person may do an act."""
    rule = Q(pk__in=[])
    if getattr(user, "is_active", False) and user.is_superuser:
        rule = Q(pk__isnull=False)
    for role, place in duties(user):
        if act in GRANTS.get(role, ()):
            rule |= Q(pk__isnull=False) if place == EVERYWHERE else Q(path=place) | Q(path__startswith=f"{place}/")
    return Section.objects.filter(rule)


def was_a_path(path: str) -> bool:
    """Whether a section has or had this path."""
    return Section.objects.filter(path=path).exists() or SectionPath.objects.filter(path=path).exists()


def story(
    section_path: str, day: date, slug: str, *, at: datetime, in_short: bool = False, bare: bool = False
) -> Edition | None:
    """The live edition of the story with this day and slug; one query when the address is its own. `in_short` leaves
    its text out; `bare` has its address and what the rules of a conversation ask for.

    None when there is none or the path was never the paper's. The caller answers 301 where the edition's own
    address is another one than was asked for.
    """
    asked = questions.story_bare if bare else questions.story_in_short if in_short else questions.story
    edition = next(iter(asked(day, slug, at)), None)
    if edition and edition.section.path != section_path and not was_a_path(section_path):
        return None
    return edition


def gone(section_path: str, day: date, slug: str, *, at: datetime) -> Edition | None:
    """The last edition of a story that was public at this address and is no more: withdrawn or expired."""
    edition = Edition.objects.begun(at).at_address(day, slug, at=at).order_by("-live_from").first()
    return edition if edition and was_a_path(section_path) else None


def readable(article_id: int, *, at: datetime, bare: bool = False) -> Edition | None:
    """The live edition of a story, or None; comments share its fate. One query. `bare` has its address and what the
    rules of a conversation ask for.
    """
    [edition] = (questions.readable_bare if bare else questions.readable)(article_id, at) or [None]
    return edition
