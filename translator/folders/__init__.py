"""Whole folders: which documents are in them, what has to be done, doing it, and going on when something changes."""

from .find import Wanted
from .plan import Job, Plan, plan
from .run import Done, Status, look, prepare, translate_job
from .seen import Seen, Watcher
from .translate import translate_folder, translate_jobs
from .watch import watch
from .writing import translate_prepared

__all__ = [
    "Done",
    "Job",
    "Plan",
    "Seen",
    "Status",
    "Wanted",
    "Watcher",
    "look",
    "plan",
    "prepare",
    "translate_folder",
    "translate_job",
    "translate_jobs",
    "translate_prepared",
    "watch",
]
