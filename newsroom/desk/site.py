"""The desk's AdminSite: who gets in, how she signs in, and what its first page shows."""

from django.contrib.admin import AdminSite


class Desk(AdminSite):
    site_header = "Desk"
