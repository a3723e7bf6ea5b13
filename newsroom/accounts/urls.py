"""Addresses below /accounts/: only those in use."""

from django.urls import path

from newsroom.accounts import views

urlpatterns = [
    path("go/<slug:provider_id>/", views.go, name="account_go"),
]
