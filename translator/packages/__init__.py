"""Packages of models: find, fetch, check, install, remove and carry them to machines without network."""
