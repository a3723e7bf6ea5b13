"""Addresses of the conversation: a reader's pages, and those below a story's own address."""

from django.urls import path, re_path

from comments.views import conversation, me, mine, standards

DAY = r"(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})"
STORY = rf"^(?P<section>[a-z0-9-]+(?:/[a-z0-9-]+)*)/{DAY}/(?P<slug>[a-z0-9-]+)/"

urlpatterns = [
    path("comment/<int:pk>/", conversation.comment, name="comment"),
    path("standards/", standards.standards, name="standards"),
    path("me/", me.me, name="me"),
    path("me/leave/", me.leave, name="me-leave"),
    re_path(rf"{STORY}comments/$", conversation.comments, name="comments"),
    re_path(rf"{STORY}comments/mine/$", mine.mine, name="comments-mine"),
]
