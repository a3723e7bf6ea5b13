"""The acts of the trail in the newsroom's words."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "add": _("Added"),
    "add_person": _("Person added"),
    "add_photo": _("Picture added"),
    "approve": _("Comment approved"),
    "archive": _("Picture archived"),
    "arrange_front": _("Front page arranged"),
    "change": _("Changed"),
    "change_person": _("Person changed"),
    "close_section": _("Section closed"),
    "correct": _("Correction published"),
    "delete": _("Deleted"),
    "delete_draft": _("Draft deleted"),
    "describe_photo": _("Picture described"),
    "describe_section": _("Section described"),
    "edit": _("Comment changed"),
    "expire": _("End set"),
    "file": _("Filed"),
    "host": _("Conversation ruled"),
    "host_section": _("Conversations of a section ruled"),
    "issue_standards": _("Standards issued"),
    "leave": _("Account left"),
    "lift": _("Sanction lifted"),
    "move_section": _("Section moved"),
    "open_section": _("Section opened"),
    "publish": _("Published"),
    "refocus": _("Focal point moved"),
    "reject": _("Comment rejected"),
    "report": _("Comment reported"),
    "restore": _("Revision restored"),
    "say": _("Comment written"),
    "schedule": _("Scheduled"),
    "send_back": _("Sent back"),
    "send_password_link": _("Password link sent"),
    "suspend": _("Reader suspended"),
    "take_back": _("Comment deleted by its author"),
    "unschedule": _("Unscheduled"),
    "withdraw": _("Withdrawn"),
}

# content_editor says these beside the blocks of a story and has no Korean; named here, they are ours to translate.
EDITOR = (
    _("Add new item"),
    _("No items."),
    _("New item"),
    _("Collapse all items"),
    _("Uncollapse all items"),
    _("marked for deletion"),
    _("Use Ctrl-Click to select and move multiple items."),
    _("Select all"),
)


def act(code: str) -> str:
    """A code without words of its own is shown as it is."""
    return str(ACTS.get(code, code.replace("_", " ").capitalize()))
