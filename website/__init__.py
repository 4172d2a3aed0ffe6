"""The documentation site: pages of `docs/`, a reference made from the code, and the check of every link. `make site` builds it."""
