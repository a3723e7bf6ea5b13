"""A section of the paper, in a tree of any depth; `articles.sections` moves and renames it."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

# The first words of addresses that are not sections, and the pages below a story.
RESERVED_SLUGS = frozenset(
    "accounts admin api archive by comment comments corrections dictionary feed healthz history me media metrics mine "
    "news-sitemap print readyz robots search sitemap standards static topics".split()
)
COLOURS = {
    "crimson": _("Crimson"),
    "rust": _("Rust"),
    "amber": _("Amber"),
    "olive": _("Olive"),
    "green": _("Green"),
    "teal": _("Teal"),
    "sea": _("Sea"),
    "blue": _("Blue"),
    "indigo": _("Indigo"),
    "violet": _("Violet"),
    "plum": _("Plum"),
    "slate": _("Slate"),
}


def refuse_reserved_slug(slug: str) -> None:
    """Raises ValidationError for a slug that already means something else in an address."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is an address of the paper itself. Choose another word."), "reserved", {"slug": slug}
        )
    if slug.isdigit():
        raise ValidationError(_("A section's slug needs a letter: numbers alone are dates in addresses."), "digits")


class Section(TreeNode):
    """`path` is the whole address without its slashes at both ends, such as `national/politics`."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("slug"),
        max_length=50,
        validators=[
            validate_slug,
            RegexValidator(r"^[a-z0-9-]+$", _("Use small letters, digits and hyphens.")),
            refuse_reserved_slug,
        ],
    )
    path = models.CharField(_("path"), max_length=400, unique=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    description = models.CharField(_("description"), max_length=200, blank=True)
    colour = models.CharField(_("colour"), max_length=10, choices=list(COLOURS.items()), default="crimson")
    in_navigation = models.BooleanField(_("in the main navigation"), default=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "slug"],
                name="articles_section_slug_once_below_parent",
                violation_error_code="slug_taken",
                violation_error_message=_("There is a section with this slug here already. Choose another slug."),
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(parent=None),
                name="articles_section_slug_once_at_the_top",
                violation_error_code="slug_taken",
                violation_error_message=_("There is a section with this slug here already. Choose another slug."),
            ),
            models.CheckConstraint(
                condition=models.Q(colour__in=list(COLOURS)), name="articles_section_colour_is_a_token"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.path}/"


class SectionPath(models.Model):
    """A path that a section had before it was moved or renamed; its addresses answer 301."""

    path = models.CharField(max_length=400, unique=True)
    section = models.ForeignKey(Section, models.PROTECT, related_name="former_paths")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
