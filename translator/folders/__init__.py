"""Whole folders: which documents are in them, what has to be done, doing it, and going on when something changes."""

from .find import Wanted
from .plan import Job, Plan, plan
from .run import Done, Status, look, prepare, translate_folder, translate_job, translate_jobs
from .watch import watch

__all__ = [
    "Done",
    "Job",
    "Plan",
    "Status",
    "Wanted",
    "look",
    "plan",
    "prepare",
    "translate_folder",
    "translate_job",
    "translate_jobs",
    "watch",
]
