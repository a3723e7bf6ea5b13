"""One line per record, a traceback indented below it: text from outside can forge no second record."""

import json
import logging
import re
from datetime import UTC, datetime

UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def visible(text: str) -> str:
    """With every line break and control character, but the tab, written as its escape."""
    return UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class OneLine(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = visible(record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return "\n  ".join(visible(line) for line in super().format(record).split("\n"))


class Json(logging.Formatter):
    """One JSON object a line, for machines that collect logs. ASCII, so nothing in it can break a line."""

    def format(self, record: logging.LogRecord) -> str:
        words = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
        }
        words |= getattr(record, "fields", None) or {"message": record.getMessage()}
        if record.exc_info:
            words["traceback"] = self.formatException(record.exc_info)
        return json.dumps(words)
