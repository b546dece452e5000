# make demo | test | build | install PREFIX=/usr/local | bench | format | lint | clean
#
# One release build serves demo, tests, install and bench: the Swift runtime, libcmark, libz and libcrypto's SHA-256
# are linked statically.

SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=

root := $(CURDIR)
static := .build/static
binary := .build/release/counterpart
formatted := Sources Tests Templates Package.swift

# The folder holds nothing but links to libcmark.a, libcrypto.a and libz.a, and .pc files that name the folder: the linker
# finds no .so there and takes the archives. At a fixed address a process starts sooner and in less memory: the
# 90,000 places where the Swift runtime holds addresses need no change.
release := -c release --static-swift-stdlib -Xlinker -no-pie
with-archive := PKG_CONFIG_PATH=$(root)/$(static)
# SwiftPM lets a module import what its target does not name; this refuses it.
direction := --explicit-target-dependency-import-check error

.PHONY: demo test build install bench format lint clean deps deps-pdf

demo: build
	@rm -rf out
	$(binary) render invoice credit-note order packing-slip -p samples --format html,md,csv,email-html -o out
	$(binary) report all -p samples --format html,csv -o out/reports --quiet
	@echo
	@echo "Documents and reports of samples/ are in $(root)/out. Open, for instance:"
	@for kind in invoice order reports; do ls out/$$kind/*.html | head -n 3 | sed "s|^|  $(root)/|"; done

build: deps
	$(with-archive) swift build $(release) --product counterpart

test: build
	COUNTERPART_BIN=$(root)/$(binary) swift test --disable-xctest $(direction) $(TESTFLAGS)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -s -m 755 $(binary) "$(DESTDIR)$(PREFIX)/bin/counterpart"
	@if ldd "$(DESTDIR)$(PREFIX)/bin/counterpart" | grep -E 'libswift|libFoundation|libcmark|libcrypto|libz\.|libxlsxwriter'; then \
		echo "the installed binary must not need these libraries" >&2; exit 1; fi

bench: deps
	$(with-archive) swift build $(release) --product Benchmarks
	.build/release/Benchmarks $(BENCHFLAGS)

format:
	swift format -i -r $(formatted)

lint:
	swift format lint --strict -r $(formatted)
	.ci/exact-numbers

clean:
	rm -rf .build out

# What --format pdf calls; nothing else needs it.
deps-pdf:
	python3 -m pip install --user weasyprint || \
		{ apt-get update -q && apt-get install -y -q --no-install-recommends weasyprint; }

# libxlsxwriter is opened when a workbook is written; only its headers are needed here.
deps: $(static)/libcmark.pc $(static)/libcrypto.pc $(static)/zlib.pc $(static)/libstdc++.a
	@.ci/install-libraries

# The C++ library that the Swift runtime needs, where there is an archive of it: a process starts sooner.
$(static)/libstdc++.a:
	@mkdir -p $(static)
	@archive=$$(clang -print-file-name=libstdc++.a); if [ -f "$$archive" ]; then ln -sf "$$archive" $@; fi

$(static)/%.pc:
	@.ci/install-libraries
	@mkdir -p $(static)
	ln -sf "$$(pkg-config --variable=libdir $*)/$(patsubst zlib,libz,$*).a" $(static)/
	sed 's|^libdir=.*|libdir=$(root)/$(static)|' "$$(pkg-config --variable=pcfiledir $*)/$*.pc" > $@
