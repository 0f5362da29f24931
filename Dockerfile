# One image for trying out and for teams. Build: docker build -t xiwen .
# Try: docker run --rm -p 127.0.0.1:8000:8000 -v xiwen:/data xiwen
FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 1000 --home-dir /app --shell /usr/sbin/nologin xiwen \
 && install -d -o xiwen -g xiwen -m 0700 /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8000 \
    PORT_IS_PRIVATE=yes
# Made here, because the user below may write to /data only.
RUN python -m compileall -q accounts annotate articles config jobs \
 && DATA_DIR=/tmp/build python scripts/serve.py --static \
 && rm -rf /tmp/build
USER xiwen
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/', timeout=4)"]
CMD ["python", "scripts/serve.py"]
