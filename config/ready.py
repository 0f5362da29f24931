"""Django, set up by being imported: once for all processes that are begun to work beside another."""

import django

django.setup()
