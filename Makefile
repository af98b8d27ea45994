# `make` prints every brief, `make test` checks the house.
# What is installed goes into .venv and .tools; with nothing changed, setting up again does nothing.

PYTHON ?= python3
python := .venv/bin/python

export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Python keeps what it compiles, also where the environment says that it may not: it is started hundreds of times.
unexport PYTHONDONTWRITEBYTECODE
# Maven runs for seconds: Java that compiles quickly, and not well, takes a third of the time.
export MAVEN_OPTS ?= -XX:TieredStopAtLevel=1 -XX:+UseSerialGC

# Java's tools come while Python's do, and what Python brings is compiled while more of it comes.
MAKEFLAGS += --jobs=3

.PHONY: all setup test deep quick torture overlaps fitting fuzz fuzz-parsers gallery bench picture pins release clean system test-tools
.DELETE_ON_ERROR:

all: setup
	$(python) build.py

setup: .venv/compiled shapes/countries-50m.json

# Workers of the tests: one more than there are cores, for some tests wait: for a limit, a printer, a process that ends.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

# One test file, one worker: what a file prints for all its tests, it prints once. tests/conftest.py says which begins.
# A test that hangs is killed (its time: pyproject.toml); the second time that ends the run.
# -rs: a skipped test says why. mypy, which has use for one core alone, reads meanwhile.
# What the tests write goes to a folder of its own, which is deleted.
test: .venv/requirements-dev.txt .venv/compiled .tools/verapdf/pom.xml .tools/validators/pom.xml .tools/epubcheck/pom.xml .tools/html-validate/package-lock.json .tools/commonmark/requirements.txt shapes/countries-50m.json
	$(python) -m ruff check
	$(python) -m ruff format --check
	@echo "$(python) -m mypy, while the tests run"
	@$(python) -m mypy & types=$$!; \
	  scratch=$$(tools/scratch-folder) && trap 'rm -rf "$$scratch"' EXIT INT TERM; \
	  TMPDIR="$$scratch" $(python) -m pytest --basetemp "$$scratch/t" -n $(WORKERS) --max-worker-restart 1 --dist loadfile --no-loadscope-reorder -rs; tests=$$?; \
	  wait $$types && exit $$tests

# Each promise once more: of every template, paper, language, seed and kill. Before a release, and by night.
deep: .venv/requirements-dev.txt .venv/compiled .tools/verapdf/pom.xml .tools/validators/pom.xml .tools/epubcheck/pom.xml .tools/html-validate/package-lock.json .tools/commonmark/requirements.txt shapes/countries-50m.json
	$(python) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -rs -m deep

# While one works on it: everything but Java, browser, cluster, kills and what takes a tenth of a second: a minute.
quick: .venv/requirements-dev.txt .tools/commonmark/requirements.txt shapes/countries-50m.json
	$(python) -m pytest -n auto --dist loadfile -m "not (deep or java or browser or cluster or kills or long)"

# Kills the command 200 times at any moment (ten minutes): nothing may be lost.
torture: .venv/requirements-dev.txt
	$(python) tests/torture.py

# 400 briefs of every length and order of blocks, on both papers: nothing stands on anything. A quarter of an hour.
overlaps: .venv/requirements-dev.txt
	$(python) tests/overlaps.py

# The briefs of the gallery, all but two on both papers: nothing is found in them, and they conform.
gallery: .venv/requirements-dev.txt .tools/verapdf/pom.xml
	GALLERY=all $(python) -m pytest -n auto -m "" tests/test_gallery.py

# 1,002 pages fitted to their budgets, each beside the table of what every setting gives. Half an hour.
fitting: .venv/requirements-dev.txt
	$(python) tests/fitting.py

# Thousands of random briefs, others each time, of which hundreds are printed and judged; then each parser,
# guided by coverage. A quarter of an hour on two cores. What it found comes again with its seed: `make fuzz SEED=7`.
EXAMPLES ?= 2000
SECONDS ?= 60
fuzz: .venv/requirements-dev.txt .tools/verapdf/pom.xml
	@seed=$${SEED:-$$($(python) -c 'import random; print(random.randrange(1, 2**31))')}; echo "seed $$seed"; \
	  FUZZ=$(EXAMPLES) $(python) -m pytest -n auto -m "" --durations 0 -o faulthandler_timeout=0 --hypothesis-seed=$$seed tests/test_fuzz.py \
	  && $(MAKE) --no-print-directory fuzz-parsers SEED=$$seed

fuzz-parsers: .tools/fuzz/requirements-fuzz.txt
	PYTHONPATH=. .tools/fuzz/bin/python tests/fuzz.py --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

# Apart from what is tested: atheris has wheels for Linux alone, and not for every Python.
.tools/fuzz/requirements-fuzz.txt: requirements-fuzz.txt | system
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --quiet --require-hashes -r $<
	@cp $< $@

# With `BEFORE=../before`, a checkout of e6a4cae that is set up, the table of docs/speed.md as well.
bench: .venv/requirements-bench.txt
	$(if $(BEFORE),$(python) bench/table.py $(BEFORE) --instructions)
	$(python) bench/bench.py
	$(python) bench/regenerate.py
	$(python) bench/check.py
	$(python) bench/distribute.py
	$(python) bench/ledger.py
	$(python) bench/languages.py

# A stamp is a copy of the pins it stands for. New pins start from an empty environment,
# so that nothing works only because an older version left it behind.
# The pip of this day comes first: that of Python 3.11 takes twice as long to choose among the files of a package.
.venv/requirements.txt: requirements.txt requirements-pip.txt pyproject.toml $(python) | system
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("briefpress needs Python 3.11 or newer, this is " \
	  + sys.version.split()[0] + "\n  hint: name another one, as in `make PYTHON=python3.13`")'
	$(PYTHON) -m venv --clear .venv
	$(python) -m pip install --quiet --require-hashes --no-compile -r requirements-pip.txt
	$(python) -m pip install --quiet --require-hashes --no-compile -r $<
	$(python) -m pip install --quiet --no-deps --no-build-isolation -e .
	@cp $< $@

# Compiled as pip does, but on all cores: of some packages a file is none that this Python reads, that is theirs to say.
.venv/compiled: .venv/requirements.txt
	@$(python) -m compileall -qq -j 0 .venv/lib || true
	@cp $< $@

# Python compiles of it what the tests import, when they do: a third.
.venv/requirements-dev.txt: requirements-dev.txt .venv/requirements.txt
	$(python) -m pip install --quiet --require-hashes --no-compile -r $<
	@cp $< $@

# The peers: 240 MB that no test needs.
.venv/requirements-bench.txt: requirements-bench.txt .venv/requirements-dev.txt
	$(python) -m pip install --quiet --require-hashes -r $<
	@cp $< $@

# No recipe on purpose: an interpreter that is gone, or newer, makes the environment out of date.
$(python):

# What no Python package brings. Order-only above: looking every time (0.1 s) must not rebuild anything.
system:
	@tools/system-packages

# The same, and what the tests look at a finished PDF with.
test-tools: | system
	@tools/system-packages --test

# veraPDF, the judge of PDF/A and PDF/UA. An author without Java still gets every other test; CI gets no excuse.
.tools/verapdf/pom.xml: tests/verapdf/pom.xml | test-tools
	@rm -rf $(@D)
	@command -v java >/dev/null && command -v mvn >/dev/null \
	  && mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory="$(CURDIR)/$(@D)" \
	  && cp $< $@ \
	  || { echo "warning: no veraPDF (it comes with Maven, needs Java): PDF/A and PDF/UA go untested" >&2; [ -z "$$CI" ]; }

# Nu, the judge of HTML: the same for the pages of the web. One Maven at a time: they share a store.
.tools/validators/pom.xml: tests/validators/pom.xml | test-tools .tools/verapdf/pom.xml
	@rm -rf $(@D)
	@command -v java >/dev/null && command -v mvn >/dev/null \
	  && mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory="$(CURDIR)/$(@D)" \
	  && cp $< $@ \
	  || { echo "warning: no Nu (it comes with Maven, needs Java): the HTML of web editions goes untested" >&2; [ -z "$$CI" ]; }

# epubcheck, the judge of EPUBs: the same.
.tools/epubcheck/pom.xml: tests/epubcheck/pom.xml | test-tools .tools/validators/pom.xml
	@rm -rf $(@D)
	@command -v java >/dev/null && command -v mvn >/dev/null \
	  && mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory="$(CURDIR)/$(@D)" \
	  && cp $< $@ \
	  || { echo "warning: no epubcheck (it comes with Maven, needs Java): EPUBs go untested" >&2; [ -z "$$CI" ]; }

# html-validate, a second judge of HTML, which asks for more: with the versions of its lock file, and no script of theirs run.
.tools/html-validate/package-lock.json: tests/html-validate/package-lock.json tests/html-validate/package.json | test-tools
	@rm -rf $(@D) && mkdir -p $(@D) && cp $(<D)/package.json $< $(@D)
	@npm ci --prefix $(@D) --silent --ignore-scripts --no-audit --no-fund \
	  || { rm -rf $(@D); echo "warning: no html-validate (npm brings it): it does not judge the HTML" >&2; [ -z "$$CI" ]; }

# CommonMark's examples, which no wheel holds: taken out of the source of a package that is tested with them.
.tools/commonmark/requirements.txt: tests/commonmark/requirements.txt .venv/requirements.txt
	@rm -rf $(@D) && mkdir -p $(@D)
	$(python) -m pip download --quiet --require-hashes --no-deps --no-binary markdown-it-py --dest $(@D) -r $<
	@tar -xzf $(@D)/*.tar.gz -C $(@D) --strip-components=3 --wildcards '*/commonmark.json' && cp $< $@

# The outlines of countries, for maps. A brief without a map prints without them; CI and a release do not.
# `make test` brings npm first.
shapes/countries-50m.json: tools/world-atlas | $(if $(filter test,$(MAKECMDGOALS)),test-tools)
	@tools/world-atlas $(@D) || { echo "warning: no outlines of countries (npm brings them): no map is drawn" >&2; [ -z "$$CI" ]; }

# The pictures in README.
picture: .venv/requirements-dev.txt
	$(python) docs/pictures.py

# The newest versions that pyproject.toml allows, setuptools for the editable install among them.
# Run it with the oldest Python we support: newer ones need fewer packages, never more.
# By its script and not `python -m`, which would import our build.py where pip-tools wants the package `build`.
pin = CUSTOM_COMPILE_COMMAND="make pins" .tools/pins/bin/pip-compile --quiet --upgrade \
  --generate-hashes --allow-unsafe --strip-extras --no-emit-options --annotation-style=line
pins:
	$(PYTHON) -m venv --clear .tools/pins
	.tools/pins/bin/python -m pip install --quiet pip-tools==7.6.2
	echo pip | $(pin) -o requirements-pip.txt -
	$(pin) --build-deps-for=editable -o requirements.txt pyproject.toml
	$(pin) --build-deps-for=editable -o requirements-dev.txt -c requirements.txt --extra dev pyproject.toml
	$(pin) --build-deps-for=editable -o requirements-bench.txt -c requirements-dev.txt --extra bench pyproject.toml
	$(pin) --build-deps-for=editable -o requirements-fuzz.txt -c requirements.txt --extra fuzz pyproject.toml

# The one way to a release: the version stands in pyproject.toml, what is new in CHANGELOG.md.
release: setup
	tools/release

clean:
	rm -rf .venv .tools shapes output build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
