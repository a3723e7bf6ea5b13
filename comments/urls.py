"""Addresses of the conversation: a reader's pages, and those below a story's own address."""

from django.urls import path, re_path

from comments.views import conversation, me, mine, standards

STORY = (
    r"^(?P<section>[a-z0-9-]+(?:/[a-z0-9-]+)*)/(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/(?P<slug>[a-z0-9-]+)/"
)

urlpatterns = [
    path("comment/<int:pk>/", conversation.comment, name="comment"),
    path("standards/", standards.standards, name="standards"),
    path("me/", me.me, name="me"),
    path("me/copy/", me.copy, name="me-copy"),
    path("me/leave/", me.leave, name="me-leave"),
    re_path(rf"{STORY}comments/$", conversation.comments, name="comments"),
    re_path(rf"{STORY}comments/mine/$", mine.mine, name="comments-mine"),
]
