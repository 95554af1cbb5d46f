"""The recipe of the built-in model: from parallel text to the weights that ship. Not imported by the package."""
