"""The settings of the tests: those of production, made quick, and away from anyone's data."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="xiwen-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ.update({"DATA_DIR": str(FOLDER), "SECRET_KEY": secrets.token_urlsafe(50)})
for name in ("ALLOWED_HOSTS", "DEBUG", "SECRET_KEY_FILE", "SITE_URL"):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

# Loaded where an operator names a provider; the tests switch one on and off.
INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")

# A database in memory is another one for each thread; the threads of the live server need ours.
DATABASES["default"].setdefault("TEST", {"NAME": None})
if DATABASES["default"]["ENGINE"] == "config.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a safe one takes 0.2 s a person
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# The live server looks here first: what somebody collected last week must not be tested instead.
STATIC_ROOT = FOLDER / "static"

# Pages ask in tests that are about it: others count what is asked, or cut the network.
LIVE_SECONDS = 0
