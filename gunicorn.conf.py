"""How gunicorn serves Xiwen, whether ``make run`` starts it or ``gunicorn`` itself."""

from pathlib import Path

from config import env

HOST = env.host("HOST", default="127.0.0.1")
PORT = env.whole("PORT", default=8000, least=1, most=65535)

wsgi_app = "config.wsgi"
bind = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"

# Threads wait for the database together; processes use several cores. Each process takes about
# 60 MiB beyond what all of them share.
worker_class = "gthread"
workers = env.whole("WORKERS", default=2, least=1, most=64)
threads = env.whole("THREADS", default=8, least=1, most=64)
preload_app = True  # the processes share what is loaded before they part

keepalive = 5  # seconds
timeout = 60  # seconds without a sign of life before a process is replaced
graceful_timeout = 8  # seconds for answers under way when the server is told to stop
loglevel = "warning"
# A sign of life written to a slow disk would look like none.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
