"""Translation memory: what engines have said and what people have translated, kept on this machine."""

from .key import key, package_code
from .store import Memory, default_path

__all__ = ["Memory", "default_path", "key", "package_code"]
