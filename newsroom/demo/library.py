"""What stories refer to: sections, authors, topics, glossary, the standards, and the pictures."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from articles import photos, sections
from articles.models import Author, GlossaryEntry, Photo, Section, Topic
from comments import hosting, standards
from comments.states import Mode
from newsroom.accounts.models import User
from newsroom.demo.drawing import PORTRAIT, Finished
from newsroom.demo.paper import Paper

CREDIT = "The Ostrey Packet"
REVIEWED = ("national/courts", "obituaries")  # as the standards tell readers


@dataclass
class Library:
    """Rows by slug or path; a picture is taken in when a story first asks for it."""

    by: User
    drawn: dict[str, Future[Finished]]
    alts: dict[str, str]
    sections: dict[str, Section] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)

    def photo(self, name: str) -> Photo:
        if name not in self.photos:
            done = self.drawn[name].result()
            self.photos[name] = photos.add(
                BytesIO(done.file),
                by=self.by,
                credit=CREDIT,
                alt=self.alts[name],
                focal=done.focal,
                made=done.renditions,
            )
        return self.photos[name]


def stock(paper: Paper, drawn: dict[str, Future[Finished]], *, by: User, at: datetime) -> Library:
    """The whole library but for its pictures."""
    alts = {row["name"]: row["description"] for row in paper.scenes}
    alts |= {PORTRAIT + row["slug"]: f"Portrait of {row['name']}, drawn." for row in paper.authors}
    library = Library(by, drawn, alts)
    open_sections(paper, library)
    for row in paper.authors:
        library.authors[row["slug"]] = Author.objects.create(
            slug=row["slug"], name=row["name"], role=row["role"], biography=row["bio"]
        )
    for row in paper.topics:
        library.topics[row["slug"]] = Topic.objects.create(**row)
    GlossaryEntry.objects.bulk_create([GlossaryEntry(**row) for row in paper.glossary])
    rules = [standards.Draft(**row) for row in paper.standards["rule"]]
    words = {name: paper.standards[name].strip() for name in ("introduction", "closing")}
    standards.issue(words["introduction"], rules, closing=words["closing"], by=by, at=at)
    return library


def open_sections(paper: Paper, library: Library) -> None:
    for row in paper.sections:
        described = {name: row[name] for name in ("description", "colour", "position", "in_navigation")}
        library.sections[row["path"]] = sections.open_section(
            by=library.by,
            name=row["name"],
            slug=row["slug"],
            parent=library.sections.get(row["parent"]),
            **described,
        )
    for path in REVIEWED:
        hosting.host_section(library.sections[path], mode=Mode.PREMODERATED, by=library.by)


def hang_portraits(library: Library) -> None:
    for slug, author in library.authors.items():
        Author.objects.filter(pk=author.pk).update(portrait=library.photo(PORTRAIT + slug))
