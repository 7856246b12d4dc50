"""Laws are tried on drawn examples without a clock: a busy machine breaks no promise."""

from hypothesis import settings

settings.register_profile("laws", deadline=None, derandomize=True)
settings.load_profile("laws")
