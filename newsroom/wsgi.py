"""The WSGI application: the page cache around Django."""

import os

from django.core.wsgi import get_wsgi_application

from newsroom.arrivals import plainly
from newsroom.pagecache.wsgi import wrap

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = wrap(plainly(get_wsgi_application()))
