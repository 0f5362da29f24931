# Two commands are all you need: `make run` and `make test`.
PYTHON ?= python3

.PHONY: run link test

run:  ## Start Xiwen on this machine; Ctrl-C stops it
	@exec $(PYTHON) scripts/run.py

link:  ## Print another one-time link to sign in
	@exec $(PYTHON) scripts/run.py link

test:  ## Check and test everything, the cheapest first
	@exec $(PYTHON) scripts/test.py
