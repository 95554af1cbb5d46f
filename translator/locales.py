"""Locales."""


def parse_tag(tag):
    return tag


def language_name(tag, in_language="en"):
    return tag
