"""Numbers."""


def find_figures(source, target):
    return ()


def missing_figures(source, target_text, target):
    return ()


def extra_figures(source, target_text, target):
    return ()
