"""The nouns of the newsroom, one file each."""

from articles.models.address import Address
from articles.models.article import Article
from articles.models.author import Author
from articles.models.blocks import BLOCKS, PictureBlock, PullQuoteBlock, RelatedBlock, TextBlock
from articles.models.correction import Correction
from articles.models.credit import Credit
from articles.models.duty import Duty, Role
from articles.models.edition import Edition, EditionPhoto
from articles.models.front import Front, Pin
from articles.models.glossary import GlossaryEntry
from articles.models.listing import Listing
from articles.models.photo import Photo, Rendition
from articles.models.revision import Revision
from articles.models.section import COLOURS, RESERVED_SLUGS, Section, SectionPath
from articles.models.topic import Topic
from articles.models.words import Words

__all__ = [
    "BLOCKS",
    "COLOURS",
    "RESERVED_SLUGS",
    "Address",
    "Article",
    "Author",
    "Correction",
    "Credit",
    "Duty",
    "Edition",
    "EditionPhoto",
    "Front",
    "GlossaryEntry",
    "Listing",
    "Photo",
    "PictureBlock",
    "Pin",
    "PullQuoteBlock",
    "RelatedBlock",
    "Rendition",
    "Revision",
    "Role",
    "Section",
    "SectionPath",
    "TextBlock",
    "Topic",
    "Words",
]
