"""What tests of this package, and of programs that use it, need."""

from .engines.fake import FakeEngine

__all__ = ["FakeEngine"]
